using System.Reflection;
using System.Runtime.Loader;

namespace Geofed.Loader;

/// <summary>
/// Holds the module and everything it brings along, apart from what other modules of the session have loaded:
/// whichever YamlDotNet somebody else uses, Geofed gets its own.
/// </summary>
internal sealed class ModuleLoadContext(string folder) : AssemblyLoadContext("Geofed")
{
    /// <summary>Files in <c>lib/</c> are ours; all else (PowerShell, the framework) is the session's.</summary>
    protected override Assembly? Load(AssemblyName name)
    {
        var path = Path.Combine(folder, name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <summary>Native libraries lie under <c>lib/runtimes/RID/native</c>, as NuGet lays them out.</summary>
    protected override nint LoadUnmanagedDll(string name)
    {
        foreach (var file in new[] { name, $"{name}.dll", $"lib{name}.so", $"lib{name}.dylib" })
        {
            var path = Path.Combine(folder, "runtimes", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "native", file);
            if (File.Exists(path))
                return LoadUnmanagedDllFromPath(path);
        }
        return 0;
    }
}
