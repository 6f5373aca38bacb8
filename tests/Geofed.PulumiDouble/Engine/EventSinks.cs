using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>Somebody who hears the events of an operation.</summary>
internal interface IEventSink : IDisposable
{
    /// <summary>Whether it also hears of what the engine does for itself (contract 1.1).</summary>
    bool HearsInternal { get; }

    /// <param name="timestamp">Unix seconds.</param>
    void Take(string kind, JsonObject body, long timestamp);
}

/// <summary>One JSON object a line: <c>--json</c> on standard output, or the file of <c>--event-log</c>.</summary>
internal sealed class JsonLines(Stream stream, bool hearsInternal) : IEventSink
{
    private int _sequence;

    public bool HearsInternal => hearsInternal;

    /// <summary>The file of an event log, emptied; null when it cannot be opened, which the CLI does not mind.</summary>
    /// <exception cref="CliException">An address that is no file.</exception>
    public static JsonLines? ToFile(string path)
    {
        if (path.StartsWith("tcp://", StringComparison.Ordinal))
            throw CliException.Refusal("it writes event logs to files only.");
        try
        {
            return new(new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 }), true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Take(string kind, JsonObject body, long timestamp)
    {
        var line = new JsonObject { ["sequence"] = _sequence++, ["timestamp"] = timestamp, [kind] = body.Copy() };
        stream.Write([.. line.ToUtf8(), (byte)'\n']);
        stream.Flush();
    }

    public void Dispose() => stream.Dispose();
}

/// <summary>Lines for people; no contract says how they look.</summary>
internal sealed class HumanLines(TextWriter output) : IEventSink
{
    public bool HearsInternal => false;

    public void Take(string kind, JsonObject body, long timestamp)
    {
        switch (kind)
        {
            case "resourcePreEvent" when body.Str("metadata", "op") != "same":
                output.WriteLine($"    {body.Str("metadata", "op"),-20} {body.Str("metadata", "type")} {body.Str("metadata", "urn")!.Split("::")[^1]}");
                break;
            case "diagnosticEvent" or "stdoutEvent":
                output.WriteLine($"    {body.Str("prefix")}{body.Str("message")!.TrimEnd('\n')}");
                break;
            case "summaryEvent":
                output.WriteLine($"Resources: {string.Join(", ", body.Obj("resourceChanges")!.Select(c => $"{c.Value} {c.Key}"))}");
                output.WriteLine($"Duration: {body.Int("durationSeconds")}s");
                break;
        }
    }

    public void Dispose()
    {
    }
}
