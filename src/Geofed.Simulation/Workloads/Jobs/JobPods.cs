using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The pods of a Job as they are made, and which are missing or too many.</summary>
internal static class JobPods
{
    public static JsonObject Document(JsonObject job, int? index)
    {
        var pod = PodDocument.Of(job);
        var metadata = pod.Ensure("metadata");
        metadata["finalizers"] = new JsonArray([.. metadata.Strings("finalizers").Append(JobMarks.Tracking).Distinct().Select(f => (JsonNode)f)]);
        if (index is not { } number)
            return pod;
        var text = number.ToString(CultureInfo.InvariantCulture);
        metadata["generateName"] = $"{job.Name()}-{text}-";
        metadata.Ensure("annotations")[JobMarks.Index] = text;
        metadata.Ensure("labels")[JobMarks.Index] = text;
        pod.Ensure("spec")["hostname"] = $"{job.Name()}-{text}";
        foreach (var container in pod.Objects("spec", "initContainers").Concat(pod.Objects("spec", "containers")))
            TellIndex(container);
        return pod;
    }

    /// <summary>How many are to run now (manageJob).</summary>
    public static int Wanted(JsonObject job, JobTally tally)
    {
        if (job.IsSuspended())
            return 0;
        var parallelism = job.Count("spec", "parallelism");
        // A work queue that has its first success only runs out.
        if (job.Int("spec", "completions") is not { } completions)
            return tally.Succeeded > 0 ? Math.Min(parallelism, tally.Active.Count) : parallelism;
        return Math.Clamp((int)completions - tally.Succeeded, 0, parallelism);
    }

    /// <summary>The lowest indexes that are neither done nor at work.</summary>
    public static IEnumerable<int> PendingIndexes(JsonObject job, JobTally tally)
    {
        var busy = tally.Active.Select(p => p.CompletionIndex()).ToHashSet();
        return Enumerable.Range(0, job.Count("spec", "completions")).Where(i => !tally.Completed.Contains(i) && !busy.Contains(i));
    }

    /// <summary>Pods that are to go: of an index those after the first, and as many more as there are too many.</summary>
    public static IReadOnlyList<JsonObject> Excess(JsonObject job, JobTally tally, int wanted, DateTimeOffset now)
    {
        if (!job.IsIndexed())
            return [.. DeletionRanking.Sort(tally.Active, [], now).Take(Math.Max(0, tally.Active.Count - wanted))];
        var byIndex = tally.Active.OrderBy(p => p.Created()).GroupBy(p => p.CompletionIndex()).OrderBy(g => g.Key).ToList();
        var kept = byIndex.Where(g => g.Key < job.Count("spec", "completions") && !tally.Completed.Contains(g.Key.Value)).Take(wanted).Select(g => g.First()).ToHashSet();
        return [.. tally.Active.Where(p => !kept.Contains(p))];
    }

    private static void TellIndex(JsonObject container)
    {
        const string name = "JOB_COMPLETION_INDEX";
        if (container.Objects("env").Any(e => e.Str("name") == name))
            return;
        if (container["env"] is not JsonArray variables)
            container["env"] = variables = [];
        variables.Add((JsonNode)new JsonObject
        {
            ["name"] = name,
            ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = $"metadata.labels['{JobMarks.Index}']" } },
        });
    }
}
