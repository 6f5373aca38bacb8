using System.Text;

namespace Geofed.ApiServer.Strategies;

/// <summary>
/// The difference of two texts in the unified format, with three lines around each change and no file names. What is equal is found as difflib does
/// it: the longest run of equal lines, then those before and after it.
/// </summary>
internal static class UnifiedDifference
{
    private const int Around = 3;

    /// <summary>Lines without their ends; empty when the texts are equal.</summary>
    public static string Of(string[] first, string[] second)
    {
        var runs = new List<Run>();
        Match(first, second, Frequent(second), new(0, 0, 0), first.Length, second.Length, runs);
        var text = new StringBuilder();
        foreach (var hunk in Hunks(Changes(runs, first.Length, second.Length)))
            Write(text, first, second, hunk);
        return text.ToString();
    }

    /// <summary>So many equal lines, from one line of each text on.</summary>
    private readonly record struct Run(int First, int Second, int Length);

    /// <summary>Lines that are there in one text alone, or in each differently.</summary>
    private readonly record struct Change(int First, int FirstEnd, int Second, int SecondEnd);

    private static void Match(string[] first, string[] second, HashSet<string> frequent, Run from, int firstEnd, int secondEnd, List<Run> runs)
    {
        var longest = Longest(first, second, frequent, from, firstEnd, secondEnd);
        // A run begins at lines that tell something, and goes on over those that do not.
        while (longest.First > from.First && longest.Second > from.Second && first[longest.First - 1] == second[longest.Second - 1])
            longest = new(longest.First - 1, longest.Second - 1, longest.Length + 1);
        while (longest.First + longest.Length < firstEnd && longest.Second + longest.Length < secondEnd && first[longest.First + longest.Length] == second[longest.Second + longest.Length])
            longest = longest with { Length = longest.Length + 1 };
        if (longest.Length == 0)
            return;
        Match(first, second, frequent, from, longest.First, longest.Second, runs);
        runs.Add(longest);
        Match(first, second, frequent, new(longest.First + longest.Length, longest.Second + longest.Length, 0), firstEnd, secondEnd, runs);
    }

    private static Run Longest(string[] first, string[] second, HashSet<string> frequent, Run from, int firstEnd, int secondEnd)
    {
        var longest = new Run(from.First, from.Second, 0);
        var ending = new int[secondEnd + 1];
        for (var i = from.First; i < firstEnd; i++)
        {
            var tells = !frequent.Contains(first[i]);
            // Backwards, so that what the line before made is read before it is overwritten.
            for (var j = secondEnd - 1; j >= from.Second; j--)
                ending[j + 1] = tells && first[i] == second[j] ? ending[j] + 1 : 0;
            ending[from.Second] = 0;
            for (var j = from.Second; j < secondEnd; j++)
            {
                if (ending[j + 1] is var length && length > longest.Length)
                    longest = new(i - length + 1, j - length + 1, length);
            }
        }
        return longest;
    }

    /// <summary>In a text of 200 lines and more, those that are more than one in a hundred of it.</summary>
    private static HashSet<string> Frequent(string[] second) => second.Length < 200 ? []
        : [.. second.CountBy(line => line).Where(line => line.Value > (second.Length / 100) + 1).Select(line => line.Key)];

    private static IEnumerable<Change> Changes(List<Run> runs, int firstEnd, int secondEnd)
    {
        var (first, second) = (0, 0);
        foreach (var run in runs.Append(new(firstEnd, secondEnd, 0)))
        {
            if (run.First > first || run.Second > second)
                yield return new(first, run.First, second, run.Second);
            (first, second) = (run.First + run.Length, run.Second + run.Length);
        }
    }

    /// <summary>Changes that are so near to each other that they are shown together.</summary>
    private static IEnumerable<List<Change>> Hunks(IEnumerable<Change> changes)
    {
        var hunk = new List<Change>();
        foreach (var change in changes)
        {
            if (hunk.Count > 0 && change.First - hunk[^1].FirstEnd > 2 * Around)
            {
                yield return hunk;
                hunk = [];
            }
            hunk.Add(change);
        }
        if (hunk.Count > 0)
            yield return hunk;
    }

    private static void Write(StringBuilder text, string[] first, string[] second, List<Change> hunk)
    {
        var before = Math.Min(Around, hunk[0].First);
        var after = Math.Min(Around, first.Length - hunk[^1].FirstEnd);
        var at = hunk[0].First - before;
        text.Append("@@ -").Append(Range(at, hunk[^1].FirstEnd + after)).Append(" +").Append(Range(hunk[0].Second - before, hunk[^1].SecondEnd + after)).Append(" @@\n");
        foreach (var change in hunk)
        {
            Put(text, ' ', first.AsSpan(at..change.First));
            Put(text, '-', first.AsSpan(change.First..change.FirstEnd));
            Put(text, '+', second.AsSpan(change.Second..change.SecondEnd));
            at = change.FirstEnd;
        }
        Put(text, ' ', first.AsSpan(at..(at + after)));
    }

    private static void Put(StringBuilder text, char mark, ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
            text.Append(mark).Append(line).Append('\n');
    }

    /// <summary>The first line, counted from 1, and how many there are, unless that is one; of none, the line before.</summary>
    private static string Range(int start, int end) => (end - start) switch
    {
        1 => $"{start + 1}",
        0 => $"{start},0",
        var length => $"{start + 1},{length}",
    };
}
