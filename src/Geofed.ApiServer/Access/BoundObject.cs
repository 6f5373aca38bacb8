using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Access;

/// <summary>The pod, secret or node that a token lives as long as (pkg/registry/core/serviceaccount/storage/token.go).</summary>
internal static class BoundObject
{
    private static readonly (string Kind, string Claim, string Resource)[] Kinds = [("Pod", "pod", "pods"), ("Secret", "secret", "secrets"), ("Node", "node", "nodes")];

    /// <exception cref="KubeApiException">It is of a kind that tokens are not bound to, not there, or another one by now.</exception>
    public static (string Claim, string Name, string Uid) Find(ApiState state, JsonObject account, JsonObject reference)
    {
        var found = Kinds.FirstOrDefault(k => k.Kind == reference.Str("kind"));
        if (found.Kind is null || reference.Str("apiVersion") is not "v1")
            throw Failures.BadRequest($"cannot bind token to object of type {reference.Str("apiVersion")}, Kind={reference.Str("kind")}");
        var (name, resource) = (reference.Str("name") ?? "", new GroupVersionResource("", "v1", found.Resource));
        var obj = Read(state, found.Resource, account.Namespace(), name) ?? throw Failures.NotFound(resource, name);
        if (reference.Str("uid") is { Length: > 0 } uid && uid != obj.Uid())
            throw Failures.Conflict(resource, name, $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated");
        if (found.Kind == "Pod" && obj.Str("spec", "serviceAccountName") is { Length: > 0 } other && other != account.Name())
            throw Failures.BadRequest($"cannot bind token for serviceaccount \"{account.Name()}\" to pod running with different serviceaccount name.");
        return (found.Claim, name, obj.Uid());
    }

    /// <summary>Whether what the claims name is still there.</summary>
    public static bool IsThere(ApiState state, string ns, JsonNode? claims) =>
        Kinds.All(k => claims.Obj(k.Claim) is not { } bound || Read(state, k.Resource, ns, bound.Str("name") ?? "").Uid() == bound.Str("uid"));

    private static JsonObject? Read(ApiState state, string resource, string? ns, string name) => state.Partition.Get("/" + resource, resource == "nodes" ? name : Entry.KeyOf(ns, name))?.Parse();
}
