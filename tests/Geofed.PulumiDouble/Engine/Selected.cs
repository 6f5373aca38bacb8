using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>The stack that a command is about: the one it names, PULUMI_STACK, or the one that was selected before.</summary>
internal static class Selected
{
    /// <exception cref="CliException">None is named, or there is none of that name.</exception>
    public static StackReference Stack(Call call, FileBackend backend)
    {
        var project = ProjectFile.Find(call.Folder);
        var name = call.Arguments.Value("stack") ?? call.Environment["PULUMI_STACK"] ?? Read(call, project)
            ?? throw new CliException("no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one", CliException.StackNotFound);
        var reference = StackReference.Parse(name, project?.Name);
        return StackState.Exists(backend, reference) ? reference : throw new CliException($"no stack named '{name}' found", CliException.StackNotFound);
    }

    public static string? Current(Call call) => Read(call, ProjectFile.Find(call.Folder));

    public static void Select(Call call, StackReference stack) =>
        PrivateFile.Write(FileOf(call, ProjectFile.Load(call.Folder)), new JsonObject { ["stack"] = stack.Full }.ToText());

    private static string? Read(Call call, ProjectFile? project) => project is not null && File.Exists(FileOf(call, project))
        ? JsonDocuments.ParseObject(File.ReadAllBytes(FileOf(call, project))).Str("stack") : null;

    private static string FileOf(Call call, ProjectFile project)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(project.Folder)).AsSpan(0, 20));
        return Path.Combine(call.Environment.Home, "workspaces", $"{project.Name}-{hash}-workspace.json");
    }
}
