using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Capacity;

namespace Geofed.Federation;

/// <summary>Asks a federation and its members what a forecast needs to know, and makes it. Changes nothing.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class PlacementForecasts(string name, IKubeApi api, MemberAccess members)
{
    private static readonly WriteOptions Trial = new("geofed") { Force = true, DryRun = true };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="KubeApiException">The federation would refuse the template or its policy.</exception>
    public async Task<PlacementForecast> ForecastAsync(PlacementQuestion question, CancellationToken ct)
    {
        var clusters = (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var bindings = (await api.ListAsync(new(KarmadaApi.ResourceBindings), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var rooms = await RoomsAsync([.. clusters.Where(c => !question.Without.Contains(c.Name()))], bindings, ct).ConfigureAwait(false);
        var key = question.Template.Key();
        var own = await api.FindAsync(new(key.Namespace is null ? KarmadaApi.ClusterResourceBindings : KarmadaApi.ResourceBindings, key.Namespace, KarmadaNames.Binding(question.Kind.Kind, key.Name)), ct).ConfigureAwait(false);
        return new Forecasting(name, clusters, rooms).Answer(await TryAsync(question, ct).ConfigureAwait(false), own);
    }

    /// <summary>Template and policy with what the federation would add to them.</summary>
    private async Task<PlacementQuestion> TryAsync(PlacementQuestion question, CancellationToken ct)
    {
        if (question.Policy is null)
            return question;
        var (template, policy) = (question.Kind.In(question.Template.Namespace()).Named(question.Template.Name()), PropagationPolicy.PathFor(question.Template));
        return question with
        {
            Template = await api.PatchAsync(template, PatchKind.Apply, question.Template, Trial, ct).ConfigureAwait(false),
            Policy = await api.PatchAsync(policy, PatchKind.Apply, question.Policy, Trial, ct).ConfigureAwait(false),
        };
    }

    private async Task<IReadOnlyDictionary<string, ClusterRoom>> RoomsAsync(IReadOnlyList<JsonObject> clusters, IReadOnlyList<JsonObject> bindings, CancellationToken ct)
    {
        var awaited = bindings.SelectMany(b => AwaitedReplicas.Of(b).Select(a => (Cluster: a.Key, Claim: ReplicaClaim.From(b.Obj("spec", "replicaRequirements")), Replicas: a.Value))).ToLookup(a => a.Cluster);
        var read = await Task.WhenAll(clusters.Select(async c => (c.Name(), Room: await RoomAsync(c, ct).ConfigureAwait(false)))).ConfigureAwait(false);
        return read.Where(r => r.Room is not null).ToDictionary(r => r.Item1, r => r.Room!.Without(awaited[r.Item1].Select(a => (a.Claim, a.Replicas))));
    }

    /// <summary>Null for a member that cannot be asked: then its summary counts, as for the control plane.</summary>
    private async Task<ClusterRoom?> RoomAsync(JsonObject cluster, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var member = await members.OpenAsync(cluster, patience.Token).ConfigureAwait(false);
            using var _ = member as IDisposable;
            var nodes = member.ListAsync(new(new("", "v1", "nodes")), ListOptions.All, patience.Token);
            var pods = member.ListAsync(new(new("", "v1", "pods")), ListOptions.All, patience.Token);
            return ClusterRoom.Of((await nodes.ConfigureAwait(false)).Items, (await pods.ConfigureAwait(false)).Items);
        }
        catch (Exception e) when (e is ClusterUnreachableException or KubeApiException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
