using System.Reflection;

namespace Geofed.Loader;

/// <summary>The assembly of the cmdlets, for the module's script to import. Reads that file, and does nothing else.</summary>
public static class ModuleAssembly
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(ModuleAssembly).Assembly.Location)!, "lib");

    /// <summary>One for the life of the process: an assembly once loaded cannot be replaced, so a second import must find the same.</summary>
    private static readonly Lazy<ModuleLoadContext> Context = new(() => new ModuleLoadContext(Folder));

    public static Assembly Load() => Context.Value.LoadFromAssemblyName(new("Geofed.Cmdlets"));
}
