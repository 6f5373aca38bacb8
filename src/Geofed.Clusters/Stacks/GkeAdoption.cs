using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Programs;
using Geofed.Clusters.Pulumi;
using Geofed.Model;

namespace Geofed.Clusters.Stacks;

/// <summary>Makes clusters known here whose stacks another machine, or another home, put into the backend. What a cluster shall be is an output of its stack.</summary>
public sealed class GkeAdoption(GkeClusters clusters, HomeFolder home, TimeProvider time)
{
    private const string SpecOutput = "spec";

    /// <returns>Names of those that are known from now on.</returns>
    /// <exception cref="PulumiException">The backend cannot be asked.</exception>
    public async Task<IReadOnlyList<string>> AdoptAsync(CancellationToken ct)
    {
        var session = new StackSession(home, time, null, null);
        if (!session.Backend.MayHaveStacks)
            return [];
        var adopted = new List<string>();
        foreach (var found in await PulumiStacks.ListAsync(await session.CliAsync(ct).ConfigureAwait(false), session.Backend, GkeClusterProgram.ProjectName, ct).ConfigureAwait(false))
        {
            var name = found.Name.Stack;
            if (!clusters.Folder(name).Exists && await AdoptAsync(session, GkeClusterProgram.ProjectName, name, clusters.Folder(name), found.LastUpdate, ct).ConfigureAwait(false) is { } stack)
            {
                var spec = clusters.Spec(name)!;
                if (!clusters.NetworkFolder(spec.Project).Exists)
                    await AdoptAsync(session, GkeNetworkProgram.ProjectName, spec.Project, clusters.NetworkFolder(spec.Project), found.LastUpdate, ct).ConfigureAwait(false);
                stack.Workspace.Write(clusters.Program(name));
                clusters.Folder(name).Record = await clusters.KeepOutputsAsync(stack, spec, clusters.Folder(name).Record!, ct).ConfigureAwait(false);
                adopted.Add(name);
            }
        }
        return adopted;
    }

    /// <summary>Null when the stack does not tell what it shall be: it is not finished, or not Geofed's.</summary>
    private async Task<PulumiStack?> AdoptAsync(StackSession session, string project, string name, StackFolder folder, DateTimeOffset? updated, CancellationToken ct)
    {
        var stack = await session.OpenAsync(project, name, ct).ConfigureAwait(false);
        stack.Workspace.Write(new StackProgram(project, "Made elsewhere", new JsonObject { ["resources"] = new JsonObject() }));
        var outputs = await stack.OutputsAsync(ct).ConfigureAwait(false);
        if (outputs.GetValueOrDefault(SpecOutput)?.Value.Str() is not { } text || Parse(text) is not { } spec)
        {
            stack.Workspace.Delete();
            return null;
        }
        folder.Spec = spec;
        folder.Record = new(StackPhase.Running, time.GetUtcNow()) { CreatedAt = updated ?? time.GetUtcNow(), Backend = session.RecordedBackend, SecretsProvider = session.SecretsProvider };
        return stack;
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
