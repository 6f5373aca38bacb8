using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>A resource as the state keeps it, and as events show it.</summary>
internal static class ResourceDocument
{
    private const string Root = "pulumi:pulumi:Stack";

    public static JsonObject New(string urn, string type, JsonObject inputs, string parent, string provider)
    {
        var resource = new JsonObject { ["urn"] = urn, ["custom"] = type != Root, ["type"] = type, ["inputs"] = inputs, ["outputs"] = new JsonObject() };
        if (parent.Length > 0)
            resource["parent"] = parent;
        if (provider.Length > 0)
            resource["provider"] = provider;
        return resource;
    }

    /// <summary>In the order of fields of the CLI's own type, secrets blinded (contract 2.1, State).</summary>
    public static JsonObject? ForEvent(JsonObject? resource)
    {
        if (resource is null)
            return null;
        var state = new JsonObject { ["type"] = resource.Str("type"), ["urn"] = resource.Str("urn") };
        foreach (var flag in new[] { "custom", "delete" }.Where(f => resource.Bool(f) == true))
            state[flag] = true;
        state["id"] = resource.Str("id") ?? "";
        state["parent"] = resource.Str("parent") ?? "";
        foreach (var flag in new[] { "protect", "external", "retainOnDelete" }.Where(f => resource.Bool(f) == true))
            state[flag] = true;
        state["inputs"] = SecretValue.Blind(resource["inputs"] ?? new JsonObject());
        state["outputs"] = SecretValue.Blind(resource["outputs"] ?? new JsonObject());
        state["provider"] = resource.Str("provider") ?? "";
        if (resource.Arr("initErrors") is { Count: > 0 } errors)
            state["initErrors"] = errors.Copy();
        return state;
    }

    public static string Name(string urn) => urn.Split("::")[^1];

    public static bool IsRoot(this JsonObject resource) => resource.Str("type") == Root;

    public static bool IsProvider(this JsonObject resource) => resource.Str("type")!.StartsWith("pulumi:providers:", StringComparison.Ordinal);

    /// <summary>Providers of the engine's own; they are neither told of nor counted.</summary>
    public static bool IsInternal(this JsonObject resource) => resource.IsProvider() && Name(resource.Str("urn")!).StartsWith("default", StringComparison.Ordinal);

    /// <summary>"URN::ID", by which resources name their provider.</summary>
    public static string ProviderReference(JsonObject provider) => $"{provider.Str("urn")}::{provider.Str("id") ?? Unknown.Value}";
}
