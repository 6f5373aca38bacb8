using Geofed.Client;
using Geofed.Clusters.Programs;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>Asks Pulumi what it would do. Nothing is kept of it, in no backend and no folder.</summary>
/// <param name="plugin">The program's provider, and its version.</param>
internal sealed class StackTrial(HomeFolder home, TimeProvider time, string plugin, string version)
{
    /// <param name="record">Of the stack, if Pulumi knows it; else null.</param>
    /// <param name="files">What the program reads from its folder, by name.</param>
    public async Task<IReadOnlyList<PlannedChange>> AskAsync(StackProgram program, string stackName, StackRecord? record, IReadOnlyDictionary<string, string> files, CancellationToken ct)
    {
        // A stack that is not there cannot be asked about: it is made in a home of its own, which is thrown away. So is the program, which must not lie in the real folder.
        var scratch = new HomeFolder(Path.Combine(home.Folder, "pulumi", $"preview-{Guid.NewGuid():N}"));
        try
        {
            var preview = record is null
                ? await PreviewNewAsync(program, stackName, files, scratch, ct).ConfigureAwait(false)
                : await PreviewKnownAsync(program, stackName, record, files, ct).ConfigureAwait(false);
            return [.. preview.Changes.Where(c => !c.Urn.IsRoot)];
        }
        finally
        {
            if (Directory.Exists(scratch.Folder))
                Directory.Delete(scratch.Folder, recursive: true);
        }
    }

    private async Task<StackPreview> PreviewNewAsync(StackProgram program, string stackName, IReadOnlyDictionary<string, string> files, HomeFolder scratch, CancellationToken ct)
    {
        var session = StackSession.For(new(StackPhase.Pending, time.GetUtcNow()), scratch, time);
        var stack = await session.PrepareAsync(program, stackName, plugin, version, ct).ConfigureAwait(false);
        stack.Workspace.Write(files);
        return await stack.PreviewAsync(null, ct).ConfigureAwait(false);
    }

    private async Task<StackPreview> PreviewKnownAsync(StackProgram program, string stackName, StackRecord record, IReadOnlyDictionary<string, string> files, CancellationToken ct)
    {
        var stack = await StackSession.For(record, home, time).OpenAsync(program.Project, stackName, ct).ConfigureAwait(false);
        var main = Path.Combine(stack.Workspace.Folder, StackProgram.MainFile);
        var before = File.Exists(main) ? await File.ReadAllTextAsync(main, ct).ConfigureAwait(false) : null;
        stack.Workspace.Write(program);
        stack.Workspace.Write(files);
        try
        {
            return await stack.PreviewAsync(null, ct).ConfigureAwait(false);
        }
        finally
        {
            if (before is not null)
                PrivateFile.Write(main, before);
        }
    }
}
