using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.ApiServer.Hosting;

/// <summary>What is served: /version, /api, /apis and the documents below them, legacy and aggregated.</summary>
internal sealed class DiscoveryAnswers(ApiState state)
{
    public JsonObject? Find(string path, bool aggregated, string address = "127.0.0.1")
    {
        var parts = path.Trim('/').Split('/');
        return parts switch
        {
            ["version"] => Version(),
            ["api"] when aggregated => Aggregated(g => g.Length == 0),
            ["apis"] when aggregated => Aggregated(g => g.Length > 0),
            ["api"] => new() { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1"), ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = address }) },
            ["apis"] => new() { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. Groups().Where(g => g.Key.Length > 0).Select(g => (JsonNode)Group(g))]) },
            ["apis", var group] when Groups().FirstOrDefault(g => g.Key == group) is { } found => Described("APIGroup", Group(found)),
            ["api", "v1"] => Resources("", "v1"),
            ["apis", var group, var version] when state.Registry.ServesGroupVersion(group, version) => Resources(group, version),
            _ => null,
        };
    }

    private IEnumerable<IGrouping<string, ServedResource>> Groups() => state.Registry.All.GroupBy(r => r.Resource.Group);

    private static JsonObject Described(string kind, JsonObject document)
    {
        document["kind"] = kind;
        document["apiVersion"] = "v1";
        return document;
    }

    private static JsonObject Group(IGrouping<string, ServedResource> group)
    {
        JsonObject Entry(string version) => new() { ["groupVersion"] = $"{group.Key}/{version}", ["version"] = version };
        var versions = Versions(group);
        return new() { ["name"] = group.Key, ["versions"] = new JsonArray([.. versions.Select(v => (JsonNode)Entry(v))]), ["preferredVersion"] = Entry(versions[0]) };
    }

    /// <summary>Stable versions before betas before alphas, the higher first.</summary>
    private static string[] Versions(IEnumerable<ServedResource> group) =>
        [.. group.Select(r => r.Resource.Version).Distinct().OrderBy(v => v.Contains("alpha", StringComparison.Ordinal) ? 2 : v.Contains("beta", StringComparison.Ordinal) ? 1 : 0).ThenByDescending(v => v, StringComparer.Ordinal)];

    private JsonObject Resources(string group, string version)
    {
        var resources = new JsonArray();
        foreach (var served in In(group, version))
        {
            var api = served.Api;
            var entry = new JsonObject { ["name"] = api.Resource.Resource, ["singularName"] = api.Singular, ["namespaced"] = api.Namespaced, ["kind"] = api.Kind, ["verbs"] = Strings(api.Verbs) };
            if (api.ShortNames.Count > 0)
                entry["shortNames"] = Strings(api.ShortNames);
            if (api.Categories.Count > 0)
                entry["categories"] = Strings(api.Categories);
            if (api.Verbs.Contains("list"))
                entry["storageVersionHash"] = Hash(served);
            resources.Add(entry);
            foreach (var subresource in api.Subresources)
            {
                var (kind, gv) = KindOf(served, subresource);
                var below = new JsonObject { ["name"] = $"{api.Resource.Resource}/{subresource}", ["singularName"] = "", ["namespaced"] = api.Namespaced };
                if (gv is not null)
                    (below["group"], below["version"]) = (gv.Value.Group, gv.Value.Version);
                (below["kind"], below["verbs"]) = (kind, Strings(SubresourceVerbs(subresource)));
                resources.Add(below);
            }
        }
        return new() { ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}", ["resources"] = resources };
    }

    private JsonObject Aggregated(Func<string, bool> wanted) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. Groups().Where(g => wanted(g.Key)).Select(g => (JsonNode)new JsonObject
        {
            ["metadata"] = g.Key.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = g.Key },
            ["versions"] = new JsonArray([.. Versions(g).Select(v => (JsonNode)new JsonObject { ["version"] = v, ["resources"] = new JsonArray([.. In(g.Key, v).Select(AggregatedEntry)]), ["freshness"] = "Current" })]),
        })]),
    };

    private static JsonNode AggregatedEntry(ServedResource served)
    {
        static JsonObject Kind(GroupVersionKind k) => new() { ["group"] = k.Group, ["version"] = k.Version, ["kind"] = k.Kind };
        var api = served.Api;
        var entry = new JsonObject { ["resource"] = api.Resource.Resource, ["responseKind"] = Kind(served.Kind), ["scope"] = api.Namespaced ? "Namespaced" : "Cluster", ["singularResource"] = api.Singular, ["verbs"] = Strings(api.Verbs) };
        if (api.ShortNames.Count > 0)
            entry["shortNames"] = Strings(api.ShortNames);
        if (api.Categories.Count > 0)
            entry["categories"] = Strings(api.Categories);
        if (api.Subresources.Count > 0)
        {
            entry["subresources"] = new JsonArray([.. api.Subresources.Select(s => (JsonNode)new JsonObject
            {
                ["subresource"] = s,
                ["responseKind"] = KindOf(served, s) is var (kind, gv) && gv is { } g ? Kind(new(g.Group, g.Version, kind)) : Kind(served.Kind),
                ["verbs"] = Strings(SubresourceVerbs(s)),
            })]);
        }
        return entry;
    }

    private IEnumerable<ServedResource> In(string group, string version) =>
        state.Registry.All.Where(r => r.Resource.Group == group && r.Resource.Version == version).OrderBy(r => r.Resource.Resource, StringComparer.Ordinal);

    private static (string Kind, (string Group, string Version)? Version) KindOf(ServedResource served, string subresource) => subresource switch
    {
        "scale" => ("Scale", ("autoscaling", "v1")),
        "eviction" => ("Eviction", ("policy", "v1")),
        "token" => ("TokenRequest", ("authentication.k8s.io", "v1")),
        "binding" => ("Binding", null),
        "exec" => ("PodExecOptions", null),
        "attach" => ("PodAttachOptions", null),
        "portforward" => ("PodPortForwardOptions", null),
        _ => (served.Kind.Kind, null),
    };

    private static string[] SubresourceVerbs(string subresource) => subresource switch
    {
        "binding" or "eviction" or "token" => ["create"],
        "exec" or "attach" or "portforward" => ["create", "get"],
        "log" => ["get"],
        "finalize" => ["update"],
        _ => ["get", "patch", "update"],
    };

    private static string Hash(ServedResource served) =>
        Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{served.Resource.Group}/{served.StorageVersion}/{served.Kind.Kind}")).AsSpan(0, 8));

    private JsonObject Version()
    {
        var version = state.Options.KubernetesVersion;
        var parts = version.TrimStart('v').Split('.', '-', '+');
        var (major, minor) = (parts[0], parts.Length > 1 ? parts[1] : "0");
        return new()
        {
            ["major"] = major,
            ["minor"] = minor,
            ["emulationMajor"] = major,
            ["emulationMinor"] = minor,
            ["minCompatibilityMajor"] = major,
            ["minCompatibilityMinor"] = int.TryParse(minor, out var number) ? Math.Max(0, number - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : minor,
            ["gitVersion"] = version,
            ["gitCommit"] = "",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "2026-01-01T00:00:00Z",
            ["goVersion"] = "none",
            ["compiler"] = "dotnet",
            ["platform"] = "linux/amd64",
        };
    }

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);
}
