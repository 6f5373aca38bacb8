using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>
/// The line that a call leaves in PULUMI_DOUBLE_LOG when it ends: argv, cwd, env (Pulumi's variables; null for the value of a secret one), pid,
/// start, end, exitCode (null when it crashed on purpose), signals. A call that is killed from outside leaves none.
/// </summary>
internal sealed class CallLog(IReadOnlyList<string> arguments, CliEnvironment environment, TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();

    /// <summary>The signals that came, in their order.</summary>
    public List<string> Signals { get; } = [];

    public void Write(int? exitCode)
    {
        if (environment.Log is not { Length: > 0 } path)
            return;
        var line = new JsonObject
        {
            ["argv"] = new JsonArray([.. arguments.Select(a => JsonValue.Create(a))]),
            ["cwd"] = Environment.CurrentDirectory,
            ["env"] = new JsonObject(environment.Recorded().Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value))),
            ["pid"] = Environment.ProcessId,
            ["start"] = KubeTime.FormatMicro(_start),
            ["end"] = KubeTime.FormatMicro(time.GetUtcNow()),
            ["exitCode"] = exitCode,
            ["signals"] = new JsonArray([.. Signals.Select(s => JsonValue.Create(s))]),
        };
        // One write of a file opened to append: lines of processes that end together do not mix.
        using var file = new FileStream(path, PrivateFile.Options(FileMode.Append, FileShare.ReadWrite));
        file.Write([.. line.ToUtf8(), (byte)'\n']);
    }
}
