using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>Defaults of a Job's spec (pkg/apis/batch/v1/defaults.go SetDefaults_Job).</summary>
internal static class JobDefaults
{
    public static void OfSpec(JsonObject spec)
    {
        PodDefaults.OfTemplate(spec.Ensure("template"));
        // Without either, one pod has to succeed.
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1;
            spec["parallelism"] = 1;
        }
        spec.SetWhenAbsent("parallelism", 1);
        if (spec["backoffLimit"] is null)
            spec["backoffLimit"] = spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue;
        spec.SetWhenAbsent("completionMode", "NonIndexed");
        spec.SetWhenAbsent("suspend", false);
        spec.SetWhenAbsent("manualSelector", false);
        spec.SetWhenAbsent("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        foreach (var rule in spec.Objects("podFailurePolicy", "rules"))
        {
            foreach (var condition in rule.Objects("onPodConditions"))
                condition.SetWhenEmpty("status", "True");
        }
    }
}
