using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>The FederatedHPAs of one federation's deployments. A control plane that has none of the kind has none of them.</summary>
internal sealed class FederatedAutoscalers(IKubeApi api)
{
    private static readonly WriteOptions Write = new("geofed") { Force = true };

    public async Task<IReadOnlyList<JsonObject>> ListAsync(string? ns, CancellationToken ct)
    {
        try
        {
            return (await api.ListAsync(new(KarmadaApi.FederatedHPAs, ns), ListOptions.All, ct).ConfigureAwait(false)).Items;
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return [];
        }
    }

    /// <summary>What scales a deployment: Geofed's own first; null when nothing does.</summary>
    public async Task<JsonObject?> OfAsync(JsonObject template, CancellationToken ct) =>
        (await ListAsync(template.Namespace(), ct).ConfigureAwait(false)).Where(a => DeploymentAutoscaler.Scales(a, template)).MinBy(a => DeploymentAutoscaler.IsOwn(a, template) ? 0 : 1);

    /// <exception cref="AutoscalerTakenException">One of that name is somebody else's, or another scales the deployment.</exception>
    public async Task CheckAsync(JsonObject template, CancellationToken ct)
    {
        var taken = (await ListAsync(template.Namespace(), ct).ConfigureAwait(false))
            .FirstOrDefault(a => (a.Name() == template.Name() || DeploymentAutoscaler.Scales(a, template)) && !DeploymentAutoscaler.IsOwn(a, template));
        if (taken is not null)
            throw new AutoscalerTakenException(taken, template);
    }

    public Task ApplyAsync(JsonObject template, AutoscalingRequest request, Action<string>? onWarning, CancellationToken ct) =>
        api.PatchAsync(DeploymentAutoscaler.PathFor(template), PatchKind.Apply, DeploymentAutoscaler.For(template, request), Write with { OnWarning = onWarning }, ct);

    /// <summary>Deletes Geofed's own.</summary>
    public async Task<bool> RemoveAsync(JsonObject template, CancellationToken ct)
    {
        if (await api.FindAsync(DeploymentAutoscaler.PathFor(template), ct).ConfigureAwait(false) is not { } there || !DeploymentAutoscaler.IsOwn(there, template))
            return false;
        await api.DeleteIfThereAsync(DeploymentAutoscaler.PathFor(template), ct).ConfigureAwait(false);
        return true;
    }
}
