using Geofed.Client;
using Geofed.Cmdlets.Clusters;

namespace Geofed.Cmdlets.Tests;

public class KubeconfigExportTests
{
    [Fact]
    public void The_current_context_is_kept_when_asked_for_and_a_stale_entry_is_replaced()
    {
        var folder = Directory.CreateTempSubdirectory("geofed-kubeconfig-").FullName;
        var (from, into) = (Path.Combine(folder, "from"), Path.Combine(folder, "into"));
        var old = Kubeconfig.ForToken("us", new("https://old.example.com"), "t", "ca"u8.ToArray());
        old.Add(Kubeconfig.ForToken("mine", new("https://mine.example.com"), "t", "ca"u8.ToArray()), replace: true);
        old.CurrentContext = "mine";
        old.Save(into);
        Kubeconfig.ForToken("us", new("https://new.example.com"), "t", "ca"u8.ToArray()).Save(from);
        KubeconfigExport.Merge(from, into, setCurrent: false);
        var merged = Kubeconfig.Load(into);
        Assert.Equal("mine", merged.CurrentContext);
        Assert.Equal("new.example.com", merged.Connect("us").Endpoint.Host);
        Directory.Delete(folder, recursive: true);
    }
}
