using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>pulumi stack tag get, set, rm, ls.</summary>
internal static class TagCommands
{
    public static Task<int> GetAsync(Call call, CancellationToken ct)
    {
        var name = call.Arguments.Operands[0];
        var value = Read(call).Str(name) ?? throw new CliException($"stack tag '{name}' not found for stack '{Selected.Stack(call, FileBackend.Open(call)).Name}'");
        call.Line(call.Json ? new JsonObject { [name] = value }.ToText() : value);
        return Task.FromResult(0);
    }

    public static Task<int> SetAsync(Call call, CancellationToken ct) => ChangeAsync(call, tags => tags[call.Arguments.Operands[0]] = call.Arguments.Operands[1]);

    public static Task<int> RemoveAsync(Call call, CancellationToken ct) => ChangeAsync(call, tags => tags.Remove(call.Arguments.Operands[0]));

    public static Task<int> ListAsync(Call call, CancellationToken ct)
    {
        var tags = Read(call);
        call.Line(call.Json ? Formats.Narrow(tags) : string.Join('\n', tags.Select(t => $"{t.Key} {t.Value.Str()}")));
        return Task.FromResult(0);
    }

    private static JsonObject Read(Call call)
    {
        var backend = FileBackend.Open(call);
        var file = backend.TagsFile(Selected.Stack(call, backend));
        return File.Exists(file) ? JsonDocuments.ParseObject(File.ReadAllBytes(file)) : [];
    }

    private static Task<int> ChangeAsync(Call call, Action<JsonObject> change)
    {
        var backend = FileBackend.Open(call);
        var tags = Read(call);
        change(tags);
        PrivateFile.Write(backend.TagsFile(Selected.Stack(call, backend)), tags.ToText());
        return Task.FromResult(0);
    }
}
