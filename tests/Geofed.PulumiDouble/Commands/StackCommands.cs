using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>pulumi stack init, select, ls, rm, output, and the stack itself.</summary>
internal static class StackCommands
{
    public static Task<int> InitAsync(Call call, CancellationToken ct)
    {
        var backend = FileBackend.Open(call);
        var project = ProjectFile.Load(call.Folder);
        var name = call.Arguments.Operands.FirstOrDefault() ?? call.Arguments.Value("stack") ?? throw new CliException("missing stack name", CliException.Configuration);
        if (call.Arguments.Value("secrets-provider") is { } provider and not ("default" or "passphrase"))
            throw CliException.Refusal($"it plays the passphrase provider only, not {provider}.");
        var stack = StackReference.Parse(name, project.Name);
        if (StackState.Exists(backend, stack))
            throw new CliException($"stack '{stack.Full}' already exists");
        var secrets = StackSettings.Load(project.Folder, stack, null).Secrets(call.Environment);
        var state = new StackState(backend, stack) { Salt = secrets.Salt };
        state.Save(state.Deployment(call.Environment.Version, call.Time, secrets.Encrypted));
        if (!call.Arguments.Has("no-select"))
            Selected.Select(call, stack);
        call.Line($"Created stack '{stack.Name}'");
        return Task.FromResult(0);
    }

    public static Task<int> SelectAsync(Call call, CancellationToken ct)
    {
        var backend = FileBackend.Open(call);
        var stack = StackReference.Parse(call.Arguments.Operands.FirstOrDefault() ?? call.Arguments.Value("stack") ?? throw new CliException("missing stack name", CliException.Configuration), ProjectFile.Load(call.Folder).Name);
        if (!StackState.Exists(backend, stack))
            throw new CliException($"no stack named '{stack.Name}' found", CliException.StackNotFound);
        Selected.Select(call, stack);
        return Task.FromResult(0);
    }

    public static Task<int> ListAsync(Call call, CancellationToken ct)
    {
        var backend = FileBackend.Open(call);
        var all = call.Arguments.Has("all");
        var current = Selected.Current(call);
        var list = new JsonArray();
        foreach (var stack in backend.Stacks(all ? null : call.Arguments.Value("project") ?? ProjectFile.Load(call.Folder).Name))
        {
            var state = StackState.Load(backend, stack);
            var entry = new JsonObject { ["name"] = all ? stack.Full : stack.Name, ["current"] = stack.Full == current };
            if (new UpdateHistory(backend, stack).Read() is [var last, ..])
                entry["lastUpdate"] = HistoryCommand.Time(last.Int("endTime"));
            if (state.Resources.Count > 0)
                entry["resourceCount"] = state.Resources.Count;
            list.Add(entry);
        }
        call.Line(call.Json ? Formats.Narrow(list) : string.Join('\n', list.Select(s => s.Str("name"))));
        return Task.FromResult(0);
    }

    public static Task<int> RemoveAsync(Call call, CancellationToken ct)
    {
        var backend = FileBackend.Open(call);
        var stack = call.Arguments.Operands is [var name] ? StackReference.Parse(name, ProjectFile.Find(call.Folder)?.Name) : Selected.Stack(call, backend);
        if (!call.Arguments.Has("yes") && !call.Environment.IsTrue("PULUMI_SKIP_CONFIRMATIONS"))
            throw new CliException("non-interactive mode requires --yes flag", CliException.Configuration);
        var state = StackState.Load(backend, stack);
        if (state.Resources.Count > 0 && !call.Arguments.Has("force"))
            throw new CliException($"'{stack.Name}' still has resources; removal rejected. Possible actions:\n- Make sure that '{stack.Name}' is the stack that you want to destroy\n- Run `pulumi destroy` to delete the resources\n- Run `pulumi stack rm {stack.Name} --force` to override this error");
        using (StackLock.Take(backend, stack, call.Time))
            Remove(call, backend, stack);
        call.Line($"Stack '{stack.Name}' has been removed!");
        return Task.FromResult(0);
    }

    public static Task<int> OutputAsync(Call call, CancellationToken ct)
    {
        var state = Read(call, out var settings);
        if (call.Arguments.Has("show-secrets"))
            state.Decrypt(StackSecrets.Open(call.Environment, state.Salt ?? settings.Salt));
        var outputs = (JsonObject?)Shown(state.Root?["outputs"], call) ?? [];
        if (call.Arguments.Operands is [var key])
        {
            if (!outputs.ContainsKey(key))
                throw new CliException($"current stack does not have output property '{key}'");
            call.Line(call.Json ? Formats.Narrow(outputs[key]) : outputs[key].Str() ?? outputs[key]?.ToText() ?? "");
        }
        else
            call.Line(call.Json ? Formats.Narrow(outputs) : string.Join('\n', outputs.Select(o => $"{o.Key} {o.Value.Str() ?? o.Value?.ToText()}")));
        return Task.FromResult(0);
    }

    /// <summary>The stack at a glance; only --output json is in the contract (2.3).</summary>
    public static Task<int> ShowAsync(Call call, CancellationToken ct)
    {
        if (call.Arguments.Value("output") != "json")
            throw CliException.Refusal("it plays `pulumi stack --output json` only.");
        var state = Read(call, out _);
        call.Line(Formats.Narrow(new JsonObject
        {
            ["organization"] = "organization",
            ["project"] = state.Stack.Project,
            ["stack"] = state.Stack.Name,
            ["backend"] = FileBackend.Open(call).Url,
            ["tags"] = new JsonObject(),
            ["manifest"] = new JsonObject { ["time"] = KubeTime.Format(call.Time.GetUtcNow()), ["pulumiVersion"] = "v" + call.Environment.Version },
            ["resources"] = new JsonArray([.. state.Resources.Select(r => new JsonObject { ["urn"] = r.Str("urn"), ["type"] = r.Str("type"), ["name"] = ResourceDocument.Name(r.Str("urn")!), ["id"] = r.Str("id") })]),
            ["outputs"] = SecretValue.Mask(state.Root?["outputs"]) ?? new JsonObject(),
        }));
        return Task.FromResult(0);
    }

    /// <summary>Forgets a stack and, unless told otherwise, its settings.</summary>
    public static void Remove(Call call, FileBackend backend, StackReference stack)
    {
        File.Delete(backend.StackFile(stack));
        File.Delete(backend.StackFile(stack) + ".bak");
        File.Delete(backend.TagsFile(stack));
        if (Directory.Exists(backend.HistoryFolder(stack)))
            Directory.Delete(backend.HistoryFolder(stack), recursive: true);
        if (call.Arguments.Has("remove-backups") && Directory.Exists(backend.BackupFolder(stack)))
            Directory.Delete(backend.BackupFolder(stack), recursive: true);
        if (!call.Arguments.Has("preserve-config") && ProjectFile.Find(call.Folder) is { } project && project.Name == stack.Project)
            StackSettings.Load(project.Folder, stack, null).Delete();
    }

    private static JsonNode? Shown(JsonNode? outputs, Call call) => call.Arguments.Has("show-secrets") ? SecretValue.Reveal(outputs) : SecretValue.Mask(outputs);

    private static StackState Read(Call call, out StackSettings settings)
    {
        var backend = FileBackend.Open(call);
        var stack = Selected.Stack(call, backend);
        settings = StackSettings.Load(ProjectFile.Find(call.Folder)?.Folder ?? call.Folder, stack, null);
        return StackState.Load(backend, stack);
    }
}
