using Geofed.Clusters.Pulumi;
using Microsoft.Extensions.Time.Testing;

namespace Geofed.Clusters.Tests.Pulumi;

/// <summary>Streams of engine events in the CLI's format, in the folder Events.</summary>
internal static class GoldenEvents
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Root(AppContext.BaseDirectory), "tests", "Geofed.Clusters.Tests", "Pulumi", "Events", name + ".jsonl"));

    /// <summary>The events of a stream that comes in the pieces given.</summary>
    public static (IReadOnlyList<EngineEvent> Events, EventStream Stream) Stream(params IReadOnlyList<byte[]> pieces)
    {
        var heard = new Heard();
        var stream = new EventStream(heard, new FakeTimeProvider());
        foreach (var piece in pieces)
            stream.Add(piece);
        stream.Complete();
        return (heard.Events, stream);
    }

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Geofed.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}

/// <summary>Keeps what it is told, at once; Progress{T} would tell it later.</summary>
internal sealed class Heard(Action<EngineEvent>? also = null) : IProgress<EngineEvent>
{
    public List<EngineEvent> Events { get; } = [];

    public void Report(EngineEvent value)
    {
        Events.Add(value);
        also?.Invoke(value);
    }
}
