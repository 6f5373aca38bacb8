using System.Globalization;

namespace Geofed.Simulation.Workloads;

/// <summary>Completion indexes as a Job's status writes them: "0,2-4,7" (pkg/controller/job/indexed_job_utils.go).</summary>
internal static class IndexSet
{
    /// <summary>Indexes from the number of completions on count no more.</summary>
    public static SortedSet<int> Parse(string? text, int completions)
    {
        var indexes = new SortedSet<int>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            var (first, last) = (Number(ends[0]), Number(ends[^1]));
            for (var index = first; index <= last && index < completions; index++)
                indexes.Add(index);
        }
        return indexes;
    }

    public static string Format(IEnumerable<int> sorted)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var index in sorted)
        {
            if (ranges.Count > 0 && ranges[^1].Last == index - 1)
                ranges[^1] = (ranges[^1].First, index);
            else
                ranges.Add((index, index));
        }
        return string.Join(',', ranges.Select(r => r.First == r.Last ? $"{r.First}" : r.Last == r.First + 1 ? $"{r.First},{r.Last}" : $"{r.First}-{r.Last}"));
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
