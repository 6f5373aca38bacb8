using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Looks how a federation and each of its members are. Changes nothing.</summary>
public sealed class FederationProbe(FederationInfo info, IKubeApi api, MemberAccess access, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="ClusterUnreachableException">The federation does not answer.</exception>
    /// <exception cref="KubeApiException">The federation refuses to answer.</exception>
    public async Task<FederationHealth> RunAsync(CancellationToken ct)
    {
        var capabilities = await KarmadaCapabilities.ReadAsync(api, ct).ConfigureAwait(false);
        var health = new FederationHealth(info.Name) { Endpoint = info.Endpoint, Engine = capabilities.Engine, Version = capabilities.Version, KubernetesVersion = capabilities.KubernetesVersion, Lacks = capabilities.Lacks };
        if (capabilities.Engine is null)
            return health with { Reason = "it serves none of Karmada's resources: it is no federation" };
        var clusters = (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var members = await Task.WhenAll(clusters.OrderBy(c => c.Name(), StringComparer.Ordinal).Select(c => ProbeAsync(c, ct))).ConfigureAwait(false);
        var sick = members.Where(m => m.Status != "Ready").ToList();
        return health with
        {
            Members = members,
            Healthy = sick.Count == 0,
            Reason = sick.Count == 0 ? null : string.Join("; ", sick.Select(m => $"{m.Name} is {m.Status}: {m.Reason}")),
        };
    }

    private async Task<MemberHealth> ProbeAsync(JsonObject cluster, CancellationToken ct)
    {
        var member = FederationMember.From(info.Name, cluster);
        var health = new MemberHealth(member.Name, member.Status) { Reason = member.Reason };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        var started = time.GetTimestamp();
        try
        {
            var opened = await access.OpenAsync(cluster, patience.Token).ConfigureAwait(false);
            using var _ = opened as IDisposable;
            await opened.GetRawAsync("/readyz", patience.Token).ConfigureAwait(false);
            return health with { Answers = true, Latency = time.GetElapsedTime(started) };
        }
        catch (Exception e) when (e is ClusterUnreachableException or KubeApiException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return health;
        }
    }
}
