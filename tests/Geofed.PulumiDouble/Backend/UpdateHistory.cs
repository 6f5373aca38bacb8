using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>What was done to a stack: a history file and a copy of the state for each operation (contract 1.5). Previews are not written.</summary>
internal sealed class UpdateHistory(FileBackend backend, StackReference stack)
{
    /// <summary>Adds an operation that has ended.</summary>
    /// <param name="entry">kind, startTime, message, environment, config, result, endTime, resourceChanges; times in Unix seconds, as the CLI stores them.</param>
    public void Add(JsonObject entry, TimeProvider time)
    {
        var folder = backend.HistoryFolder(stack);
        var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{stack.Name}-{time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000L + Environment.TickCount64 % 1_000_000}"));
        PrivateFile.CreateFolder(folder);
        PrivateFile.Write(name + ".history.json", entry.ToText());
        if (File.Exists(backend.StackFile(stack)))
            File.Copy(backend.StackFile(stack), name + ".checkpoint.json", overwrite: true);
    }

    /// <summary>All operations, newest first, each with its number as "version".</summary>
    public IReadOnlyList<JsonObject> Read()
    {
        var folder = backend.HistoryFolder(stack);
        if (!Directory.Exists(folder))
            return [];
        var entries = Directory.GetFiles(folder, "*.history.json").Order(StringComparer.Ordinal).Select(f => JsonDocuments.ParseObject(File.ReadAllBytes(f))).ToList();
        for (var i = 0; i < entries.Count; i++)
            entries[i]["version"] = i + 1;
        entries.Reverse();
        return entries;
    }
}
