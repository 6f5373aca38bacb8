using System.Text;
using System.Text.Json;

namespace Geofed.Clusters.Pulumi;

/// <summary>The engine's events as they come from the CLI's standard output, one JSON document a line. A line that is none becomes a warning: the work itself goes on.</summary>
internal sealed class EventStream(IProgress<EngineEvent>? listener, TimeProvider time)
{
    private const int LongestExcerpt = 200;
    private LineBuffer? _lines;

    /// <summary>What the events so far add up to.</summary>
    public StackProgress Progress { get; private set; } = StackProgress.Empty;

    /// <summary>True when the last event of every stream has come.</summary>
    public bool IsComplete { get; private set; }

    public void Add(ReadOnlySpan<byte> piece) => Lines.Add(piece);

    public void Complete() => Lines.Complete();

    private LineBuffer Lines => _lines ??= new(line =>
    {
        if (Read(line) is not { } found)
            return;
        IsComplete |= found is CancelEvent;
        Progress = Progress.Add(found);
        listener?.Report(found);
    });

    private EngineEvent? Read(byte[] line)
    {
        try
        {
            return EngineEventReader.Read(line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var text = Encoding.UTF8.GetString(line).Trim();
            return new DiagnosticEvent(0, time.GetUtcNow(), null, "warning", "The CLI wrote a line that is no event: " + (text.Length > LongestExcerpt ? text[..LongestExcerpt] + "…" : text), false);
        }
    }
}
