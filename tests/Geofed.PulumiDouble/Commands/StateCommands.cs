using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>pulumi stack export and import, state unprotect: the state itself.</summary>
internal static class StateCommands
{
    public static Task<int> ExportAsync(Call call, CancellationToken ct)
    {
        if (call.Arguments.Value("version") is not null)
            throw CliException.Refusal("it exports the newest state only.");
        var backend = FileBackend.Open(call);
        var state = StackState.Load(backend, Selected.Stack(call, backend));
        var shown = call.Arguments.Has("show-secrets");
        if (shown)
            state.Decrypt(StackSecrets.Open(call.Environment, state.Salt));
        var text = Formats.Wide(new JsonObject { ["version"] = 3, ["deployment"] = state.Deployment(call.Environment.Version, call.Time, r => r.Copy()) });
        if (call.Arguments.Value("file") is { } file)
            PrivateFile.Write(Path.GetFullPath(file), text + "\n");
        else
            call.Line(text);
        return Task.FromResult(0);
    }

    public static Task<int> ImportAsync(Call call, CancellationToken ct) => ChangeAsync(call, state =>
    {
        JsonObject document;
        try
        {
            document = JsonDocuments.ParseObject(call.Arguments.Value("file") is { } file ? File.ReadAllBytes(file) : System.Text.Encoding.UTF8.GetBytes(call.In.ReadToEnd()));
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new CliException($"could not read deployment: {e.Message}");
        }
        if (document.Int("version") is not 3)
            throw document.Int("version") > 3 ? StackState.TooNew(state.Stack) : new CliException("could not deserialize deployment: unsupported version");
        if (!call.Arguments.Has("force") && document.Obj("deployment").Objects("resources").FirstOrDefault(r => r.Str("urn")?.StartsWith($"urn:pulumi:{state.Stack.Name}::", StringComparison.Ordinal) == false) is { } foreign)
            throw new CliException($"resource '{foreign.Str("urn")}' does not belong to stack '{state.Stack.Name}'; use --force to import it anyway");
        var salt = state.Salt;
        state.Take(document.Obj("deployment") ?? []);
        state.Salt ??= salt;
    });

    public static Task<int> UnprotectAsync(Call call, CancellationToken ct) => ChangeAsync(call, state =>
    {
        foreach (var resource in state.Resources.Where(r => call.Arguments.Has("all") || call.Arguments.Operands.Contains(r.Str("urn"))))
            resource.Remove("protect");
    });

    private static Task<int> ChangeAsync(Call call, Action<StackState> change)
    {
        var backend = FileBackend.Open(call);
        var stack = Selected.Stack(call, backend);
        using var held = StackLock.Take(backend, stack, call.Time);
        var state = StackState.Load(backend, stack);
        state.BackUp(call.Time);
        change(state);
        // An export with --show-secrets has them in the clear; the state never has.
        var secrets = state.Resources.Exists(HasPlain) ? StackSecrets.Open(call.Environment, state.Salt) : null;
        state.Save(state.Deployment(call.Environment.Version, call.Time, r => secrets?.Encrypted(r) ?? r.Copy()));
        return Task.FromResult(0);
    }

    private static bool HasPlain(JsonObject resource) => resource.ToText().Contains("\"plaintext\"", StringComparison.Ordinal);
}
