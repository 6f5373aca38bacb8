using System.Text.Json;

namespace Geofed.Clusters.Pulumi;

/// <summary>All stacks of a backend.</summary>
public static class PulumiStacks
{
    /// <summary>Those of one project, by name.</summary>
    /// <exception cref="PulumiException">The backend cannot be asked.</exception>
    public static async Task<IReadOnlyList<StackSummary>> ListAsync(PulumiCli cli, PulumiBackend backend, string project, CancellationToken ct)
    {
        if (!backend.MayHaveStacks)
            return [];
        var environment = backend.Prepare();
        var text = await cli.ReadAsync(new("list of stacks", StackArguments.List(), backend.Folder, environment), null, ct).ConfigureAwait(false);
        try
        {
            return [.. StackSummary.Parse(text).Where(s => s.Name.Project == project).OrderBy(s => s.Name.Stack, StringComparer.Ordinal)];
        }
        catch (JsonException e)
        {
            throw new PulumiException(PulumiErrorKind.CommandFailed, $"the list of stacks that pulumi {cli.Version} wrote cannot be read: {e.Message}", "Please report this, with the version.", inner: e);
        }
    }
}
