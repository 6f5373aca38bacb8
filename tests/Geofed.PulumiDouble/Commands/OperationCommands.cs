namespace Geofed.PulumiDouble;

/// <summary>pulumi preview, up, refresh, destroy, cancel.</summary>
internal static class OperationCommands
{
    private static readonly string[] NotPlayed =
        ["plan", "save-plan", "import-file", "policy-pack", "policy-pack-config", "neo", "output", "attach-debugger", "client", "target-replace", "config", "config-path", "urns"];

    public static Task<int> PreviewAsync(Call call, CancellationToken ct) => RunAsync(call, OperationKind.Update, preview: true);

    public static async Task<int> UpAsync(Call call, CancellationToken ct)
    {
        Confirm(call);
        // The preview that was not skipped comes first, on the same output.
        if (!call.Arguments.Has("skip-preview") && await RunAsync(call, OperationKind.Update, preview: true).ConfigureAwait(false) is var failed and not 0)
            return failed;
        return await RunAsync(call, OperationKind.Update, preview: false).ConfigureAwait(false);
    }

    public static Task<int> RefreshAsync(Call call, CancellationToken ct)
    {
        Confirm(call);
        return RunAsync(call, OperationKind.Refresh, call.Arguments.Has("preview-only"));
    }

    public static async Task<int> DestroyAsync(Call call, CancellationToken ct)
    {
        Confirm(call);
        if (call.Arguments.Has("exclude-protected") && (call.Arguments.Has("target") || call.Arguments.Has("ignore-protect")))
            throw new CliException("--exclude-protected cannot be used with --target or --ignore-protect", CliException.Configuration);
        var exitCode = await RunAsync(call, OperationKind.Destroy, call.Arguments.Has("preview-only")).ConfigureAwait(false);
        if (exitCode != 0 || !call.Arguments.Has("remove") || call.Arguments.Has("preview-only"))
            return exitCode;
        var backend = FileBackend.Open(call);
        StackCommands.Remove(call, backend, Selected.Stack(call, backend));
        return 0;
    }

    public static Task<int> CancelAsync(Call call, CancellationToken ct)
    {
        var backend = FileBackend.Open(call);
        StackLock.Break(backend, call.Arguments.Operands is [var name] ? StackReference.Parse(name, ProjectFile.Find(call.Folder)?.Name) : Selected.Stack(call, backend));
        return Task.FromResult(0);
    }

    private static async Task<int> RunAsync(Call call, OperationKind kind, bool preview)
    {
        if (NotPlayed.FirstOrDefault(call.Arguments.Flags.ContainsKey) is { } flag)
            throw CliException.Refusal($"it does not play --{flag}.");
        if (call.Arguments.Has("target") && call.Arguments.Has("exclude"))
            throw new CliException("cannot specify both --target and --exclude", CliException.Configuration);
        using var signals = new Signals(call.Log.Signals);
        var backend = FileBackend.Open(call);
        var reference = Selected.Stack(call, backend);
        using var held = preview ? null : StackLock.Take(backend, reference, call.Time);
        var stack = OpenStack.Open(call, backend, reference);
        if (!preview)
            stack.State.BackUp(call.Time);
        if (kind == OperationKind.Refresh)
        {
            PendingOperations.Import(stack.State, call.Arguments.Values("import-pending-creates"));
            if (call.Arguments.Has("clear-pending-creates"))
                stack.State.Pending.Clear();
        }
        return await new Operation(stack, kind, preview, signals).RunAsync().ConfigureAwait(false);
    }

    private static void Confirm(Call call)
    {
        if (!new[] { "yes", "skip-preview", "preview-only" }.Any(call.Arguments.Has) && !call.Environment.IsTrue("PULUMI_SKIP_CONFIRMATIONS"))
            throw new CliException("--yes or --skip-preview or --preview-only must be passed in to proceed when running in non-interactive mode", CliException.Configuration);
    }
}
