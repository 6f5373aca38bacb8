using System.Management.Automation;
using Geofed.Client;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Where an exported context goes: the kubeconfig that kubectl uses, or a file of the caller's.</summary>
internal static class KubeconfigExport
{
    /// <summary>The file that kubectl changes: the first of KUBECONFIG, or ~/.kube/config (client-go tools/clientcmd/config.go).</summary>
    public static string DefaultPath() =>
        Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");

    /// <summary>Puts the contexts of one file into another, which keeps what else it has. The first becomes the current context.</summary>
    public static FileInfo Merge(string from, string into, bool setCurrent)
    {
        var source = Kubeconfig.Load(from);
        var target = File.Exists(into) ? Kubeconfig.Load(into) : new Kubeconfig();
        target.Add(source, replace: true);
        if (setCurrent)
            target.CurrentContext = source.CurrentContext;
        target.Save(into);
        return new(into);
    }

    /// <summary>A path of the session's file system as the system knows it; the file need not exist.</summary>
    public static string Resolve(PSCmdlet cmdlet, string? path) =>
        path is null ? DefaultPath() : cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
}
