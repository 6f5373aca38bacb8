using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>Objects of Kubernetes that a program makes: their metadata, spec and status as the provider would answer.</summary>
internal sealed class KubernetesObjects
{
    public Task<ProviderAnswer?> DoAsync(ProviderRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (request.Operation == "delete")
            return Task.FromResult<ProviderAnswer?>(null);
        var (name, ns) = (request.Inputs.Str("metadata", "name") ?? request.Inputs.Str("name") ?? request.Name, request.Inputs.Str("metadata", "namespace") ?? request.Inputs.Str("namespace"));
        var outputs = new JsonObject();
        if (request.Type == "kubernetes:helm.sh/v3:Release")
            outputs["status"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["revision"] = 1, ["status"] = "deployed", ["version"] = request.Inputs.Str("version") };
        return Task.FromResult<ProviderAnswer?>(new(request.Id.Length > 0 ? request.Id : ns is null ? name : $"{ns}/{name}", outputs));
    }
}
