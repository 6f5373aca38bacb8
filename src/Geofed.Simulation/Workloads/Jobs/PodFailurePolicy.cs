using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>What a Job does about a pod that failed (pkg/controller/job/pod_failure_policy.go): the first rule that matches says.</summary>
internal static class PodFailurePolicy
{
    public const string Reason = "PodFailurePolicy";

    /// <summary>"FailJob", "Ignore", "Count" or "FailIndex", and why; Count when no rule matches.</summary>
    public static (string Action, string Message) Match(JsonObject job, JsonObject pod)
    {
        var index = 0;
        foreach (var rule in job.Objects("spec", "podFailurePolicy", "rules"))
        {
            var action = rule.Str("action") ?? "Count";
            if (rule.Obj("onExitCodes") is { } codes && ExitCode(codes, pod) is var (container, code))
                return (action, $"Container {container} for pod {pod.Key()} failed with exit code {code} matching {action} rule at index {index}");
            if (rule.Objects("onPodConditions").FirstOrDefault(c => pod.Condition(c.Str("type") ?? "") is { } has && has.Str("status") == (c.Str("status") ?? "True")) is { } condition)
                return (action, $"Pod {pod.Key()} has condition {condition.Str("type")} matching {action} rule at index {index}");
            index++;
        }
        return ("Count", "");
    }

    private static (string Container, long Code)? ExitCode(JsonObject rule, JsonObject pod)
    {
        var values = rule.Arr("values")?.Select(v => v.Int()).ToHashSet() ?? [];
        foreach (var status in pod.Objects("status", "initContainerStatuses").Concat(pod.Objects("status", "containerStatuses")))
        {
            if (rule.Str("containerName") is { } name && name != status.Str("name"))
                continue;
            // 0 is no failure, whatever the rule says.
            if (status.Int("state", "terminated", "exitCode") is { } code and not 0 && values.Contains(code) == (rule.Str("operator") == "In"))
                return (status.Str("name") ?? "", code);
        }
        return null;
    }
}
