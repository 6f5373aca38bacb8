using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Server;

/// <summary>
/// A server that had to take another port than before serves its clusters at another address than their Clusters in the federations say. Only those that
/// are meant are changed: a Cluster's <c>spec.id</c> is the UID of the member's kube-system namespace.
/// </summary>
internal sealed class MemberAddresses(ServedApis apis)
{
    private static readonly ResourcePath Identity = new(new("", "v1", "namespaces"), null, "kube-system");

    public async Task RenewAsync(IKubeApi federation, CancellationToken ct)
    {
        foreach (var member in (await federation.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items)
        {
            if (!Uri.TryCreate(member.Str("spec", "apiEndpoint"), UriKind.Absolute, out var old) || !old.IsLoopback)
                continue;
            var path = old.AbsolutePath.Trim('/');
            if (apis.Endpoint(path) is var address && address == old || apis.Find(path, "geofed-server") is not { } cluster)
                continue;
            if ((await cluster.GetAsync(Identity, ct).ConfigureAwait(false)).Uid() == member.Str("spec", "id"))
                await federation.PatchAsync(new(KarmadaApi.Clusters, null, member.Name()), PatchKind.Merge, Patch(address), new(), ct).ConfigureAwait(false);
        }
    }

    private static JsonObject Patch(Uri address) => new() { ["spec"] = new JsonObject { ["apiEndpoint"] = address.ToString() } };
}
