using System.Text.Json.Nodes;

namespace Geofed.PulumiDouble;

/// <summary>pulumi plugin install, ls, rm.</summary>
internal static class PluginCommands
{
    public static Task<int> InstallAsync(Call call, CancellationToken ct)
    {
        if (call.Arguments.Operands is not ["resource", var name, var version])
            throw CliException.Refusal("it installs one named version only: plugin install resource NAME VERSION.");
        if (Fault.Read(call.Environment.Faults).Any(f => f.Kind is "plugin-missing" or "network-lost" && f.Resource is null or "plugin"))
            throw new CliException($"[resource plugin {name}-{version}] downloading: failed to download plugin: {name}-{version}: error downloading provider: dial tcp: lookup get.pulumi.com: no such host");
        new Plugins(call, null).Install(name, version.TrimStart('v'));
        return Task.FromResult(0);
    }

    public static Task<int> ListAsync(Call call, CancellationToken ct)
    {
        var plugins = new JsonArray([.. new Plugins(call, null).Installed().Select(p => new JsonObject { ["name"] = p.Name, ["kind"] = "resource", ["version"] = p.Version, ["size"] = 0 })]);
        call.Line(call.Json ? Formats.Narrow(plugins) : string.Join('\n', plugins.Select(p => $"{p!["name"]} resource {p["version"]}")));
        return Task.FromResult(0);
    }

    public static Task<int> RemoveAsync(Call call, CancellationToken ct)
    {
        var plugins = new Plugins(call, null);
        if (call.Arguments.Operands is not ["resource", var name, ..])
            throw CliException.Refusal("it removes named plugins only: plugin rm resource NAME [VERSION].");
        var version = call.Arguments.Operands.ElementAtOrDefault(2)?.TrimStart('v');
        foreach (var found in plugins.Installed().Where(p => p.Name == name && (version is null || p.Version == version)).ToList())
            plugins.Remove(found.Name, found.Version);
        return Task.FromResult(0);
    }
}
