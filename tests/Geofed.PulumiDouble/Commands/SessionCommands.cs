using System.Text.Json.Nodes;

namespace Geofed.PulumiDouble;

/// <summary>pulumi version, whoami, login, logout.</summary>
internal static class SessionCommands
{
    public static Task<int> VersionAsync(Call call, CancellationToken ct)
    {
        call.Line("v" + call.Environment.Version);
        return Task.FromResult(0);
    }

    public static Task<int> WhoAmIAsync(Call call, CancellationToken ct)
    {
        var backend = FileBackend.Open(call);
        call.Line(call.Json ? Formats.Narrow(new JsonObject { ["user"] = Environment.UserName, ["url"] = backend.Url }) : Environment.UserName);
        return Task.FromResult(0);
    }

    public static Task<int> LoginAsync(Call call, CancellationToken ct)
    {
        var url = call.Arguments.Has("local") ? "file://~" : call.Arguments.Value("cloud-url") ?? call.Arguments.Operands.FirstOrDefault();
        if (url?.StartsWith("file://", StringComparison.Ordinal) != true)
            throw new CliException("PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions", CliException.Authentication);
        Credentials.Write(call.Environment, url);
        call.Line($"Logged in to {Environment.MachineName} as {Environment.UserName} ({url})");
        return Task.FromResult(0);
    }

    public static Task<int> LogoutAsync(Call call, CancellationToken ct)
    {
        Credentials.Write(call.Environment, null);
        return Task.FromResult(0);
    }
}
