using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>What the parts of one API share.</summary>
internal sealed record ApiState(Partition Partition, ResourceRegistry Registry, ApiServerOptions Options)
{
    public TimeProvider Time => Options.Time;

    public string Now => KubeTime.Format(Time.GetUtcNow());

    public Entry? Namespace(string name) => Partition.Get("/namespaces", name);
}
