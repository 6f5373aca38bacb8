using System.Text;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Fills Secrets of type service-account-token, and takes away those of accounts that are gone (pkg/controller/serviceaccount/tokens_controller.go).</summary>
internal sealed class TokenController : ISimulatedController
{
    private const string Account = "kubernetes.io/service-account.name";
    private const string AccountUid = "kubernetes.io/service-account.uid";

    /// <summary>As long as a TokenRequest may ask for: such a token is good while its Secret and its account are there.</summary>
    private const long Seconds = 1L << 32;

    private readonly WorkloadContext _context;
    private readonly Informer _secrets;
    private readonly WorkQueue<NamespacedName> _queue;

    public TokenController(WorkloadContext context)
    {
        _context = context;
        _secrets = context.Cache(ClusterResources.Secrets, "type=kubernetes.io/service-account-token");
        _queue = context.Queue(_secrets);
        context.Cache(ClusterResources.ServiceAccounts).Changed += OnAccount;
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("serviceaccount-token", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_secrets.Get(name) is not { } secret || secret.IsDeleting())
            return;
        var path = new ResourcePath(ClusterResources.ServiceAccounts, name.Namespace, secret.Annotation(Account) ?? "", "token");
        // Not from the cache: a Secret is often created right after its account.
        var account = await _context.Api.FindAsync(path.Resource, path.NamespacedName, ct).ConfigureAwait(false);
        if (account is null || secret.Annotation(AccountUid) is { } uid && uid != account.Uid())
            await _context.Api.DeleteAsync(ClusterResources.Secrets, secret, ct).ConfigureAwait(false);
        else if (secret.Str("data", "token") is null or "" || secret.Str("data", "ca.crt") != Encoded(_context.Options.CaCertificate) || secret.Annotation(AccountUid) is null)
            await FillAsync(secret, account, path, ct).ConfigureAwait(false);
    }

    private async Task FillAsync(JsonObject secret, JsonObject account, ResourcePath path, CancellationToken ct)
    {
        var data = new JsonObject { ["ca.crt"] = Encoded(_context.Options.CaCertificate), ["namespace"] = Encoded(secret.Namespace()!) };
        if (secret.Str("data", "token") is null or "")
            data["token"] = Encoded(await TokenAsync(path, ct).ConfigureAwait(false));
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [AccountUid] = account.Uid() } },
            ["data"] = data,
        };
        await _context.Api.MergeAsync(ClusterResources.Secrets, secret, patch, ct).ConfigureAwait(false);
    }

    private async Task<string> TokenAsync(ResourcePath path, CancellationToken ct)
    {
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = Seconds },
        };
        return (await _context.Api.PostAsync(path, request, ct).ConfigureAwait(false)).Str("status", "token") ?? "";
    }

    private void OnAccount(InformerChange change)
    {
        if (change.Type == WatchEventType.Modified)
            return;
        foreach (var secret in _secrets.List(change.Object.Namespace()).Where(s => s.Annotation(Account) == change.Object.Name()))
            _queue.Add(secret.Key());
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
