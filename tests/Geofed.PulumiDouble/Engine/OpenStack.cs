using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>A stack that an operation works on: its project, settings, secrets and state.</summary>
internal sealed class OpenStack
{
    private readonly FileBackend _backend;
    private readonly StackSecrets _secrets;
    private readonly DateTimeOffset _began;

    private OpenStack(Call call, FileBackend backend, StackReference reference, ProjectFile? project, StackState state, StackSettings settings)
    {
        (Call, _backend, Reference, Project, State) = (call, backend, reference, project, state);
        _began = call.Time.GetUtcNow();
        _secrets = settings.Secrets(call.Environment);
        Config = Configured(settings);
        state.Decrypt(state.Salt is null || state.Salt == _secrets.Salt ? _secrets : StackSecrets.Open(call.Environment, state.Salt));
        state.Salt = _secrets.Salt;
    }

    public Call Call { get; }

    public StackReference Reference { get; }

    public ProjectFile? Project { get; }

    public StackState State { get; }

    /// <summary>The configuration by "project:key", secrets wrapped.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Config { get; }

    /// <exception cref="CliException">There is no such stack, or its secrets cannot be opened.</exception>
    public static OpenStack Open(Call call, FileBackend backend, StackReference reference)
    {
        var project = ProjectFile.Load(call.Folder);
        if (reference.Project != project.Name)
            throw new CliException($"provided project name \"{reference.Project}\" doesn't match Pulumi.yaml");
        if (Fault.Read(call.Environment.Faults).Any(f => f.Kind == "newer-state" && f.Hits(reference.Name, "", "", "")))
            throw StackState.TooNew(reference);
        var state = StackState.Load(backend, reference);
        return new(call, backend, reference, project, state, StackSettings.Load(project.Folder, reference, call.Arguments.Value("config-file")));
    }

    public Evaluator Evaluator(YamlProgram program)
    {
        var own = Config.Where(c => c.Key.StartsWith(Reference.Project + ":", StringComparison.Ordinal)).ToDictionary(c => c.Key[(Reference.Project.Length + 1)..], c => c.Value);
        return new(program, Project!.Folder, own, Reference);
    }

    public void Save() => State.Save(State.Deployment(Call.Environment.Version, Call.Time, _secrets.Encrypted));

    /// <summary>Writes the operation into the history, as it ended.</summary>
    public void Record(OperationKind kind, string result, JsonObject changes)
    {
        var environment = new JsonObject();
        foreach (var name in new[] { "exec-kind", "exec-agent" })
        {
            if (Call.Arguments.Value(name) is { } value)
                environment[name.Replace('-', '.')] = value;
        }
        new UpdateHistory(_backend, Reference).Add(new()
        {
            ["kind"] = kind.ToString().ToLowerInvariant(),
            ["startTime"] = _began.ToUnixTimeSeconds(),
            ["message"] = Call.Arguments.Value("message") ?? "",
            ["environment"] = environment,
            ["config"] = new JsonObject(Config.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)(SecretValue.Is(c.Value)
                ? new JsonObject { ["secret"] = true } : new JsonObject { ["value"] = c.Value.Str() ?? c.Value?.ToText(), ["secret"] = false })))),
            ["result"] = result == "succeeded" ? "succeeded" : "failed",
            ["endTime"] = Call.Time.GetUtcNow().ToUnixTimeSeconds(),
            ["resourceChanges"] = changes.Copy(),
        }, Call.Time);
    }

    private Dictionary<string, JsonNode?> Configured(StackSettings settings) => settings.Config.ToDictionary(c => c.Key,
        c => c.Value.Str("secure") is { } text ? SecretValue.Of(_secrets.Decrypt(text)) : c.Value.Copy());
}
