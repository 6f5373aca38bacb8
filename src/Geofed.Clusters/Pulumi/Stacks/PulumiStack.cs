using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geofed.Clusters.Pulumi;

/// <summary>
/// One stack, driven through the CLI, in the words of Pulumi's Automation API. Every operation may be cancelled: the CLI is then asked once to end, and
/// the operation returns when it has, with <see cref="PulumiErrorKind.Canceled"/> and the state saved.
/// </summary>
public sealed class PulumiStack(PulumiCli cli, PulumiBackend backend, StackWorkspace workspace, TimeProvider time)
{
    private const string NoPluginDownloads = "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION";

    public StackName Name => workspace.Name;

    public StackWorkspace Workspace => workspace;

    /// <summary>False when the plugins are installed (<see cref="PulumiPlugins"/>): several stacks at once that each download them spoil each other's.</summary>
    public bool DownloadsPlugins { get; init; } = true;

    /// <summary>Makes the stack. False when it was there already, which is fine.</summary>
    public async Task<bool> InitAsync(CancellationToken ct)
    {
        try
        {
            await ReadAsync("creation of the stack", StackArguments.Init(Name.Reference, backend.SecretsProvider), ct).ConfigureAwait(false);
            return true;
        }
        catch (PulumiException e) when (e.Kind == PulumiErrorKind.StackExists)
        {
            return false;
        }
    }

    /// <summary>Puts a secret, encrypted, into the stack's configuration. It goes to the CLI on its standard input.</summary>
    /// <param name="key">As project:name, or the name alone for the stack's own project.</param>
    /// <param name="value">Blanks at its end are lost when they are line ends.</param>
    public Task SetSecretAsync(string key, string value, CancellationToken ct) =>
        cli.ReadAsync(Call("setting of a secret", StackArguments.SetSecret(Name.Reference, key)) with { Input = value }, Name, ct);

    /// <summary>Brings the cloud to what the program says.</summary>
    /// <param name="events">Hears what the engine says while it works; on another thread, and one at a time.</param>
    public Task<UpdateResult> UpAsync(UpOptions? options, IProgress<EngineEvent>? events, CancellationToken ct) =>
        FollowAsync("update", StackArguments.Up(Name.Reference, options ?? new()), events, ct);

    /// <summary>Deletes all resources of the stack.</summary>
    public Task<UpdateResult> DestroyAsync(DestroyOptions? options, IProgress<EngineEvent>? events, CancellationToken ct) =>
        FollowAsync("destroy", StackArguments.Destroy(Name.Reference, options ?? new()), events, ct);

    /// <summary>Brings the state to what there is in the cloud, and clears pending operations other than creations.</summary>
    public Task<UpdateResult> RefreshAsync(RefreshOptions? options, IProgress<EngineEvent>? events, CancellationToken ct) =>
        FollowAsync("refresh", StackArguments.Refresh(Name.Reference, options ?? new()), events, ct);

    /// <summary>What <see cref="UpAsync"/> would do.</summary>
    public Task<StackPreview> PreviewAsync(UpOptions? options, CancellationToken ct) => PreviewAsync(StackArguments.Preview(Name.Reference, options ?? new()), ct);

    /// <summary>What <see cref="DestroyAsync"/> would do.</summary>
    public Task<StackPreview> PreviewDestroyAsync(DestroyOptions? options, CancellationToken ct) =>
        PreviewAsync(StackArguments.Destroy(Name.Reference, options ?? new(), previewOnly: true), ct);

    /// <summary>How the cloud differs from the state: its drift.</summary>
    public Task<StackPreview> PreviewRefreshAsync(RefreshOptions? options, CancellationToken ct) =>
        PreviewAsync(StackArguments.Refresh(Name.Reference, options ?? new(), previewOnly: true), ct);

    /// <summary>The stack's outputs with their secrets, which are marked.</summary>
    public async Task<IReadOnlyDictionary<string, StackOutput>> OutputsAsync(CancellationToken ct)
    {
        var masked = await OutputsAsync(showSecrets: false, ct).ConfigureAwait(false);
        var shown = StackOutput.HasMask(masked) ? await OutputsAsync(showSecrets: true, ct).ConfigureAwait(false) : masked;
        return StackOutput.Merge(masked, shown);
    }

    public async Task<StackState> ExportAsync(CancellationToken ct) =>
        Parse("export", await ReadAsync("export", StackArguments.Export(Name.Reference), ct).ConfigureAwait(false), text => StackState.Parse(text, Name));

    /// <summary>The latest operations, the newest first.</summary>
    public async Task<IReadOnlyList<UpdateRecord>> HistoryAsync(int count, CancellationToken ct) =>
        Parse("history", await ReadAsync("history", StackArguments.History(Name.Reference, count), ct).ConfigureAwait(false), UpdateRecord.Parse);

    /// <summary>
    /// Takes the locks off the stack. In a backend of files or of a bucket that stops nobody who still works on it (both would then write the state):
    /// only for locks that were left behind (<see cref="StackLock.IsLeftBehind"/>), or when a person says so.
    /// </summary>
    public Task CancelAsync(CancellationToken ct) => ReadAsync("cancel", StackArguments.Cancel(Name.Reference), ct);

    /// <summary>Removes the stack, which must have no resources, and its work folder. False when there was no such stack.</summary>
    /// <param name="force">Removes it with what it has: that stays in the cloud, and nobody knows of it any more.</param>
    public async Task<bool> RemoveAsync(bool force, CancellationToken ct)
    {
        var found = true;
        try
        {
            await ReadAsync("removal of the stack", StackArguments.Remove(Name.Reference, force), ct).ConfigureAwait(false);
        }
        catch (PulumiException e) when (e.Kind == PulumiErrorKind.StackNotFound)
        {
            found = false;
        }
        workspace.Delete();
        return found;
    }

    private async Task<JsonObject> OutputsAsync(bool showSecrets, CancellationToken ct) =>
        Parse("outputs", await ReadAsync("outputs", StackArguments.Outputs(Name.Reference, showSecrets), ct).ConfigureAwait(false), PulumiJson.Object);

    private async Task<UpdateResult> FollowAsync(string operation, IReadOnlyList<string> arguments, IProgress<EngineEvent>? events, CancellationToken ct)
    {
        var stream = new EventStream(events, time);
        var exit = await cli.RunAsync(Call(operation, arguments), stream.Add, Name, ct).ConfigureAwait(false);
        stream.Complete();
        return exit.ExitCode == 0
            ? new(stream.Progress.Summary?.Changes ?? new Dictionary<string, int>(), stream.Progress.Summary?.Duration ?? TimeSpan.Zero, stream.Progress.Warnings)
            : throw ErrorClassifier.Classify(new(operation, exit.ExitCode!.Value, exit.ErrorOutput, exit.Interrupted, stream.Progress, stream.IsComplete), Name);
    }

    private async Task<StackPreview> PreviewAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        using var text = new MemoryStream();
        var exit = await cli.RunAsync(Call("preview", arguments), text.Write, Name, ct).ConfigureAwait(false);
        var digest = System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        return exit.ExitCode == 0
            ? Parse("preview", digest, StackPreview.Parse)
            : throw ErrorClassifier.Classify(new("preview", exit.ExitCode!.Value, exit.ErrorOutput, exit.Interrupted, StackPreview.Errors(digest), EventsComplete: true), Name);
    }

    private Task<string> ReadAsync(string operation, IReadOnlyList<string> arguments, CancellationToken ct) => cli.ReadAsync(Call(operation, arguments), Name, ct);

    private CliCall Call(string operation, IReadOnlyList<string> arguments)
    {
        var environment = new Dictionary<string, string>(backend.Prepare());
        if (!DownloadsPlugins)
            environment[NoPluginDownloads] = "true";
        Client.PrivateFile.CreateFolder(workspace.Folder);
        return new(operation, arguments, workspace.Folder, environment);
    }

    private T Parse<T>(string what, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (JsonException e)
        {
            throw new PulumiException(PulumiErrorKind.CommandFailed, $"the {what} that pulumi {cli.Version} wrote cannot be read: {e.Message}", "Please report this, with the version.", Name, e);
        }
    }
}
