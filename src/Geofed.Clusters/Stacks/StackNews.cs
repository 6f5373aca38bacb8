using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>How far the operation on a stack is.</summary>
/// <param name="What">What the stack is, for people: the name of a cluster, or "network of acme-ml".</param>
public sealed record StackNews(string What, StackProgress Progress);

/// <summary>Adds up the events of an operation, and passes on how far it is.</summary>
internal sealed class StackFollower(string what, int? expected, IProgress<StackNews>? news) : IProgress<EngineEvent>
{
    private StackProgress _progress = expected is { } count ? StackProgress.Empty.Expecting(new([], new Dictionary<string, int> { ["create"] = count }, [])) : StackProgress.Empty;

    public void Report(EngineEvent value)
    {
        _progress = _progress.Add(value);
        news?.Report(new(what, _progress));
    }
}
