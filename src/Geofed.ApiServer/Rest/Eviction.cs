using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Deletes a pod where no disruption budget stands against it (pkg/registry/core/pod/storage/eviction.go).</summary>
internal sealed class Eviction(ApiState state, ObjectWriter writer)
{
    private const string Refusal = "Cannot evict pod as it would violate the pod's disruption budget.";
    private static readonly GroupVersionResource Budgets = new("policy", "v1", "poddisruptionbudgets");

    public async Task<JsonObject> EvictAsync(ServedResource pods, ResourcePath path, JsonObject eviction, RequestContext context)
    {
        if (eviction.Name() is { Length: > 0 } name && name != path.Name)
            throw Failures.BadRequest("name in URL does not match name in Eviction object");
        var pod = state.Partition.Newest(pods.Table, Storage.Entry.KeyOf(path.Namespace, path.Name))?.Parse() ?? throw Failures.NotFound(pods.Resource, path.Name);
        var options = eviction["deleteOptions"];
        context = context with { DryRun = context.DryRun || options.Strings("dryRun").Contains("All") };
        if (!Ends(pod))
            await ClaimAsync(pod, path, context).ConfigureAwait(false);
        await new ObjectDeleter(state, writer).DeleteAsync(pods, path with { Subresource = null }, new()
        {
            GracePeriodSeconds = (int?)options.Int("gracePeriodSeconds"),
            PropagationPolicy = options.Str("propagationPolicy"),
            Uid = options.Str("preconditions", "uid"),
            ResourceVersion = options.Str("preconditions", "resourceVersion"),
            DryRun = context.DryRun,
        }, context).ConfigureAwait(false);
        return new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 };
    }

    /// <summary>A pod that does not run, or ends anyway, disrupts nothing.</summary>
    private static bool Ends(JsonObject pod) => pod.IsDeleting() || pod.Str("status", "phase") is "Succeeded" or "Failed" or "Pending";

    private async Task ClaimAsync(JsonObject pod, ResourcePath path, RequestContext context)
    {
        var resource = state.Registry.Find(Budgets)!;
        var labels = pod.StringMap("metadata", "labels");
        var budgets = state.Partition.Read(resource.Table).In(path.Namespace).Select(e => e.Parse())
            .Where(b => b.Obj("spec", "selector") is { } selector && LabelSelector.From(selector).Matches(labels)).ToList();
        if (budgets.Count > 1)
            throw new KubeApiException(500, "", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        if (budgets.Count == 0 || MayGo(pod, budgets[0]))
            return;
        await writer.UpdateAsync(resource, new(Budgets, path.Namespace, budgets[0].Name(), "status"), context, budget => Claim(pod, budget.Copy())).ConfigureAwait(false);
    }

    /// <summary>A pod that is not healthy may go when the budget says so, or is met without it.</summary>
    private static bool MayGo(JsonObject pod, JsonObject budget)
    {
        var isReady = pod.Objects("status", "conditions").Any(c => c.Str("type") == "Ready" && c.Str("status") == "True");
        var status = budget["status"];
        return !isReady && (budget.Str("spec", "unhealthyPodEvictionPolicy") == "AlwaysAllow" || ((status.Int("currentHealthy") ?? 0) >= (status.Int("desiredHealthy") ?? 0) && status.Int("desiredHealthy") > 0));
    }

    private JsonObject Claim(JsonObject pod, JsonObject budget)
    {
        var status = budget.Ensure("status");
        var (name, allowed) = (budget.Name(), status.Int("disruptionsAllowed") ?? 0);
        if ((status.Int("observedGeneration") ?? 0) < (budget.Int("metadata", "generation") ?? 0))
            throw Refused($"The disruption budget {name} is still being processed by the server.", 10);
        if (allowed < 1)
            throw Refused($"The disruption budget {name} needs {status.Int("desiredHealthy") ?? 0} healthy pods and has {status.Int("currentHealthy") ?? 0} currently", 0);
        status["disruptionsAllowed"] = allowed - 1;
        status.Ensure("disruptedPods")[pod.Name()] = state.Now;
        return budget;
    }

    private static KubeApiException Refused(string why, int seconds)
    {
        var details = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = why }) };
        if (seconds > 0)
            details["retryAfterSeconds"] = seconds;
        return new(429, "TooManyRequests", Refusal, details);
    }
}
