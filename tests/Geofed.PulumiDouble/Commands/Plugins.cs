using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>Provider plugins in Pulumi's home: plugins/resource-NAME-vVERSION.</summary>
internal sealed class Plugins(Call call, EventStream? events)
{
    private string Folder => Path.Combine(call.Environment.Home, "plugins");

    /// <summary>Name and version of what is installed.</summary>
    public IEnumerable<(string Name, string Version)> Installed() => !Directory.Exists(Folder) ? []
        : from folder in Directory.GetDirectories(Folder, "resource-*-v*").Order(StringComparer.Ordinal)
          let parts = Path.GetFileName(folder)["resource-".Length..].Split("-v")
          select (parts[0], parts[1]);

    public void Install(string name, string version) => PrivateFile.Write(Path.Combine(PathOf(name, version), "PulumiPlugin.yaml"), "runtime: double\n");

    public bool Remove(string name, string version)
    {
        if (!Directory.Exists(PathOf(name, version)))
            return false;
        Directory.Delete(PathOf(name, version), recursive: true);
        return true;
    }

    /// <summary>Sees that what a program or a state needs is there; fetches it unless PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION forbids.</summary>
    /// <exception cref="CliException">One is missing.</exception>
    public void Ensure(YamlProgram? program, StackState state, StackReference stack)
    {
        var ofProgram = program?.Resources.Where(r => r.IsProvider).Select(r => (Name: r.Package, r.Version)) ?? [];
        var ofState = state.Resources.Where(r => r.IsProvider()).Select(r => (Name: r.Str("type")!.Split(':')[2], Version: r.Str("inputs", "version")));
        foreach (var (name, version) in ofProgram.Concat(ofState).Where(p => p.Version is not null).Distinct())
        {
            if (Fault.Read(call.Environment.Faults).Any(f => f.Kind == "plugin-missing" && f.Hits(stack.Name, name, name, "")))
                throw Missing(name, version!);
            if (Installed().Contains((name, version!)))
                continue;
            if (call.Environment.IsTrue("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"))
                throw Missing(name, version!);
            Progress("plugin-download", name, version!);
            Progress("plugin-install", name, version!);
            Install(name, version!);
        }
    }

    private void Progress(string type, string name, string version)
    {
        foreach (var done in new[] { false, true })
        {
            events?.Emit("progressEvent", new()
            {
                ["type"] = type,
                ["id"] = $"{type}:resource-{name}-v{version}",
                ["message"] = $"{(type == "plugin-download" ? "Downloading" : "Installing")} plugin {name}-{version}",
                ["received"] = done ? 60_000_000 : 0,
                ["total"] = 60_000_000,
                ["done"] = done,
            });
        }
    }

    private string PathOf(string name, string version) => Path.Combine(Folder, $"resource-{name}-v{version}");

    private static CliException Missing(string name, string version) =>
        new($"no resource plugin 'pulumi-resource-{name}' found in the workspace at version v{version} or on your $PATH, install the plugin using `pulumi plugin install resource {name} v{version}`");
}
