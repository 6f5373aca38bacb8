using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Has workloads placed anew, as if nothing of them were anywhere yet: a WorkloadRebalancer (Karmada pkg/apis/apps/v1alpha1), which is gone when it is done.</summary>
public sealed class Rebalancing(IKubeApi api, TimeProvider time)
{
    private const int SecondsToLive = 60;
    private static readonly ResourceCollection Rebalancers = new(KarmadaApi.WorkloadRebalancers);

    /// <summary>Returns when the control plane has taken it up, with the reason for each workload for which it could not.</summary>
    /// <exception cref="TimeoutException">It has not taken it up in time.</exception>
    public async Task<IReadOnlyDictionary<FederatedResource, string>> RunAsync(IReadOnlyList<FederatedResource> resources, TimeSpan timeout, CancellationToken ct)
    {
        var created = await api.CreateAsync(Rebalancers, Document(resources), new("geofed"), ct).ConfigureAwait(false);
        var path = Rebalancers.Named(created.Name());
        await using var follower = new ObjectFollower(api, [path], time, ct);
        var (last, done) = await follower.UntilAsync(token => api.GetAsync(path, token), r => r.At("status", "finishTime") is not null, timeout, ct).ConfigureAwait(false);
        if (!done)
            throw new TimeoutException($"The control plane has not taken up WorkloadRebalancer '{created.Name()}' after {timeout.TotalSeconds:0.#} s.");
        var failed = last.Objects("status", "observedWorkloads").Where(o => o.Str("result") != "Successful").ToList();
        return resources
            .Select(r => (Resource: r, Failure: failed.Find(f => f.Str("workload", "kind") == r.Kind && f.Str("workload", "name") == r.Name && (f.Str("workload", "namespace") ?? "") == r.Namespace)))
            .Where(r => r.Failure is not null).ToDictionary(r => r.Resource, r => r.Failure.Str("reason") ?? "no reason is given");
    }

    private JsonObject Document(IReadOnlyList<FederatedResource> resources) => new()
    {
        ["apiVersion"] = KarmadaApi.WorkloadRebalancers.ApiVersion,
        ["kind"] = "WorkloadRebalancer",
        ["metadata"] = new JsonObject { ["name"] = "geofed-" + time.GetUtcNow().UtcTicks.ToString("x", CultureInfo.InvariantCulture) },
        ["spec"] = new JsonObject
        {
            ["ttlSecondsAfterFinished"] = SecondsToLive,
            ["workloads"] = new JsonArray([.. resources.Select(Workload)]),
        },
    };

    private static JsonObject Workload(FederatedResource resource)
    {
        var workload = new JsonObject { ["apiVersion"] = resource.ApiVersion, ["kind"] = resource.Kind, ["name"] = resource.Name };
        if (resource.Namespace.Length > 0)
            workload["namespace"] = resource.Namespace;
        return workload;
    }
}
