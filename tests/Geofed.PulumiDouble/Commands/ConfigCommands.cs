using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>pulumi config: Pulumi.STACK.yaml's <c>config</c>.</summary>
internal static partial class ConfigCommands
{
    public static Task<int> ListAsync(Call call, CancellationToken ct)
    {
        var (settings, _) = Open(call);
        var all = new JsonObject(settings.Config.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)Shown(call, settings, c.Value, call.Arguments.Has("show-secrets")))));
        call.Line(call.Json ? Formats.Narrow(all) : string.Join('\n', all.Select(c => $"{c.Key} {c.Value.Str("value") ?? "[secret]"}")));
        return Task.FromResult(0);
    }

    public static Task<int> GetAsync(Call call, CancellationToken ct)
    {
        var (settings, stack) = Open(call);
        var key = Key(call.Arguments.Operands[0], stack);
        if (!settings.Config.TryGetPropertyValue(key, out var value))
            throw new CliException($"configuration key '{call.Arguments.Operands[0]}' not found for stack '{stack.Name}'");
        var shown = Shown(call, settings, value, reveal: true);
        call.Line(call.Json ? Formats.Narrow(shown) : shown.Str("value") ?? "");
        return Task.FromResult(0);
    }

    public static Task<int> SetAsync(Call call, CancellationToken ct)
    {
        var (settings, stack) = Open(call);
        var secret = call.Arguments.Has("secret");
        if (call.Arguments.Operands is [_, _] && secret)
            throw SecretsInArguments.Refusal($"the value of '{call.Arguments.Operands[0]}'");
        var value = call.Arguments.Operands is [_, var given] ? given : call.In.ReadToEnd();
        if (call.Arguments.Operands.Count == 1 && !call.Arguments.Has("raw"))
            value = value.TrimEnd('\n', '\r');
        Set(call, settings, Key(call.Arguments.Operands[0], stack), value, secret);
        settings.Save();
        return Task.FromResult(0);
    }

    public static Task<int> SetAllAsync(Call call, CancellationToken ct)
    {
        var (settings, stack) = Open(call);
        if (call.Arguments.Values("secret").Count > 0)
            throw SecretsInArguments.Refusal("a secret of `config set-all`");
        foreach (var pair in call.Arguments.Values("plaintext").Select(p => p.Split('=', 2)))
            Set(call, settings, Key(pair[0], stack), pair[1], secret: false);
        foreach (var (key, entry) in call.Arguments.Value("json") is { } json ? JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes(json)) : [])
        {
            if (entry.Bool("secret") == true)
                throw SecretsInArguments.Refusal($"the value of '{key}'");
            Set(call, settings, Key(key, stack), entry.Str("value") ?? "", secret: false);
        }
        settings.Save();
        return Task.FromResult(0);
    }

    public static Task<int> RemoveAsync(Call call, CancellationToken ct)
    {
        var (settings, stack) = Open(call);
        foreach (var name in call.Arguments.Operands)
        {
            if (!settings.Config.Remove(Key(name, stack)))
                throw new CliException($"configuration key '{name}' not found for stack '{stack.Name}'");
        }
        settings.Save();
        return Task.FromResult(0);
    }

    private static void Set(Call call, StackSettings settings, string key, string value, bool secret)
    {
        if (call.Arguments.Has("path"))
            throw CliException.Refusal("it sets whole keys only, no --path.");
        if (!secret && !call.Arguments.Flags.ContainsKey("plaintext") && LooksSecret().IsMatch(key) && value.Length >= 20)
            throw new CliException($"config value for '{key}' looks like a secret; rerun with --secret to encrypt it, or --plaintext if you meant to store in plaintext");
        settings.Config[key] = secret ? new JsonObject { ["secure"] = settings.Secrets(call.Environment).Encrypt(value) } : value;
    }

    private static JsonObject Shown(Call call, StackSettings settings, JsonNode? value, bool reveal)
    {
        if (value.Str("secure") is not { } text)
            return new() { ["value"] = value.Str() ?? value?.ToText(), ["secret"] = false };
        return reveal ? new() { ["value"] = settings.Secrets(call.Environment).Decrypt(text), ["secret"] = true } : new() { ["secret"] = true };
    }

    private static string Key(string name, StackReference stack) => name.Contains(':', StringComparison.Ordinal) ? name : $"{stack.Project}:{name}";

    private static (StackSettings, StackReference) Open(Call call)
    {
        var stack = Selected.Stack(call, FileBackend.Open(call));
        return (StackSettings.Load(ProjectFile.Load(call.Folder).Folder, stack, call.Arguments.Value("config-file")), stack);
    }

    [GeneratedRegex("(?i)(secret|token|password|passphrase|key)")]
    private static partial Regex LooksSecret();
}
