using System.Text.Json.Nodes;
using System.Threading.Channels;
using Geofed.ApiServer.Access;
using Geofed.ApiServer.CustomResources;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Lifecycle;

/// <summary>Accepts the names of CustomResourceDefinitions, and keeps what is served in step with those that are established.</summary>
internal sealed class Definitions(ApiState state, ResourceOperations operations) : IAsyncDisposable
{
    public const string Table = "apiextensions.k8s.io/customresourcedefinitions";
    private static readonly ResourceCollection Collection = new(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"));
    private static readonly RequestContext AsItself = new(UserInfo.Admin("system:apiserver")) { FieldManager = "kube-apiserver" };
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _running = Task.CompletedTask;

    public async Task StartAsync()
    {
        state.Partition.Publishing += OnPublishing;
        state.Partition.Committed += OnCommitted;
        Serve(Stored());
        await AcceptAsync().ConfigureAwait(false);
    }

    /// <summary>From now on, accepts names as definitions come and go.</summary>
    public void Watch() => _running = Task.Run(RunAsync);

    public async ValueTask DisposeAsync()
    {
        state.Partition.Publishing -= OnPublishing;
        state.Partition.Committed -= OnCommitted;
        _changed.Writer.TryComplete();
        await _running.ConfigureAwait(false);
    }

    /// <summary>Creates a definition, or brings a stored one up to date; it is served when this is done.</summary>
    public async Task InstallAsync(IKubeApi api, JsonObject definition, CancellationToken ct)
    {
        await api.PatchAsync(Collection.Named(definition.Name()), PatchKind.Apply, definition, new("kube-apiserver") { Force = true }, ct).ConfigureAwait(false);
        await AcceptAsync().ConfigureAwait(false);
    }

    /// <summary>Whoever reads that a definition is established finds it served.</summary>
    private void OnPublishing(Change change)
    {
        if (change.Resource == Table)
            Serve(state.Partition.Read(Table).Entries.Where(e => e.Key != change.Key).Append(change.New).OfType<Entry>().Select(e => e.Shared));
    }

    private void OnCommitted(Change change)
    {
        if (change.Resource == Table)
            _changed.Writer.TryWrite(true);
    }

    private void Serve(IEnumerable<JsonObject> definitions) => state.Registry.SetCustom(definitions.Where(d => DefinitionNames.Is(d, "Established")));

    private async Task RunAsync()
    {
        await foreach (var _ in _changed.Reader.ReadAllAsync().ConfigureAwait(false))
            await AcceptAsync().ConfigureAwait(false);
    }

    /// <summary>One that lost a name to another gets it when that one goes, so all are looked at again.</summary>
    private async Task AcceptAsync()
    {
        foreach (var definition in Stored())
        {
            if (DefinitionNames.Accept(definition, Stored(), state.Now) is not { } accepted)
                continue;
            try
            {
                var resource = operations.Find(Collection.Resource);
                await operations.ChangeAsync(resource, new(resource.Resource, null, definition.Name(), "status"), _ => accepted.Copy(), AsItself with { Time = state.Now }).ConfigureAwait(false);
            }
            catch (KubeApiException)
            {
                // Changed or deleted meanwhile: that change comes here as well.
            }
        }
    }

    private List<JsonObject> Stored() => [.. state.Partition.Read(Table).Entries.Select(e => e.Shared)];
}
