using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Lifecycle;

/// <summary>Keeps what is served in step with the CustomResourceDefinitions that are stored.</summary>
internal sealed class Definitions(ApiState state) : IDisposable
{
    public const string Table = "apiextensions.k8s.io/customresourcedefinitions";
    private static readonly ResourceCollection Collection = new(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"));

    public void Start()
    {
        state.Partition.Committed += OnCommitted;
        Serve();
    }

    public void Dispose() => state.Partition.Committed -= OnCommitted;

    /// <summary>Creates a definition, or brings a stored one up to date.</summary>
    public async Task InstallAsync(IKubeApi api, JsonObject definition, CancellationToken ct)
    {
        await api.PatchAsync(Collection.Named(definition.Name()), PatchKind.Apply, definition, new("kube-apiserver") { Force = true }, ct).ConfigureAwait(false);
    }

    private void OnCommitted(Change change)
    {
        if (change.Resource == Table)
            Serve();
    }

    private void Serve() => state.Registry.SetCustom(state.Partition.Read(Table).Entries.Select(e => e.Parse()));
}
