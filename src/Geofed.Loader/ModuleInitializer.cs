using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace Geofed.Loader;

/// <summary>
/// Runs as the module's nested module, before its root module is looked for. The manifest names the root module by file name
/// alone and that file is not beside it, so PowerShell asks for it by assembly name, and gets it from here in a load context of
/// its own (PowerShell test/tools/TestAlc/init; PR #16889). Does no I/O beyond that.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "lib");

    /// <summary>One for the life of the process: an assembly once loaded cannot be replaced, so a second import must find the same.</summary>
    private static readonly Lazy<ModuleLoadContext> Context = new(() => new ModuleLoadContext(Folder));

    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == "Geofed.Cmdlets" ? Context.Value.LoadFromAssemblyName(name) : null;
}
