using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The Jobs of a JobSet, with the names and marks that JobSet gives them and their pods (pkg/controllers/jobset_controller.go constructJob, labelAndAnnotateObject).</summary>
internal static class JobSetDocument
{
    private const string Prefix = "jobset.sigs.k8s.io/";

    public const string Attempt = Prefix + "restart-attempt";
    public const string ReplicatedJob = Prefix + "replicatedjob-name";

    public static IEnumerable<JsonObject> Jobs(JsonObject set, long attempt)
    {
        var all = set.Objects("spec", "replicatedJobs").Sum(Replicas);
        var global = 0L;
        foreach (var replicated in set.Objects("spec", "replicatedJobs"))
        {
            for (var i = 0L; i < Replicas(replicated); i++, global++)
                yield return Job(set, replicated, i, attempt, global, all);
        }
    }

    public static long Replicas(JsonObject replicated) => replicated.Int("replicas") ?? 1;

    private static JsonObject Job(JsonObject set, JsonObject replicated, long index, long attempt, long global, long all)
    {
        var name = $"{set.Name()}-{replicated.Str("name")}-{Text(index)}";
        var job = new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = replicated.Obj("template", "metadata").Copy() ?? [],
            ["spec"] = replicated.Obj("template", "spec").Copy() ?? [],
        };
        var metadata = job.Ensure("metadata");
        (metadata["name"], metadata["namespace"], metadata["ownerReferences"]) = (name, set.Namespace(), new JsonArray(Owners.ReferenceTo(set)));
        if (set.IsSuspended())
            job.Ensure("spec")["suspend"] = true;
        foreach (var marked in new[] { metadata, job.Ensure("spec", "template", "metadata") })
        {
            foreach (var part in new[] { "labels", "annotations" })
            {
                foreach (var (mark, value) in Marks(set, replicated, index, attempt, global, all, name))
                    marked.Ensure(part)[Prefix + mark] = value;
            }
        }
        return job;
    }

    private static (string, string)[] Marks(JsonObject set, JsonObject replicated, long index, long attempt, long global, long all, string name) =>
    [
        ("jobset-name", set.Name()),
        ("jobset-uid", set.Uid()),
        ("replicatedjob-name", replicated.Str("name") ?? ""),
        ("replicatedjob-replicas", Text(Replicas(replicated))),
        ("restart-attempt", Text(attempt)),
        ("job-index", Text(index)),
        ("job-global-index", Text(global)),
        ("global-replicas", Text(all)),
        ("job-key", Key($"{set.Namespace()}/{name}")),
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A label value for a name of any length; nothing is kept secret by it.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "It is the hash that JobSet labels with.")]
    private static string Key(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
}
