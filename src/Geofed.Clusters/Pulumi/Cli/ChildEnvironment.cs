namespace Geofed.Clusters.Pulumi;

/// <summary>The environment in which the CLI runs: the caller's, without what would change what a call means.</summary>
internal static class ChildEnvironment
{
    /// <summary>Every flag of the CLI can come from such a variable (since 3.208): a forgotten PULUMI_OPTION_TARGET would update a part of a cluster.</summary>
    private const string FlagPrefix = "PULUMI_OPTION_";

    /// <summary>
    /// The stack is always named by --stack, and what is asked for stands in the arguments. PULUMI_ENABLE_STREAMING_JSON_PREVIEW turns a preview into
    /// another document; PULUMI_SKIP_CHECKPOINTS would leave clusters that no state knows of.
    /// </summary>
    private static readonly string[] Removed =
    [
        "PULUMI_STACK", "PULUMI_CONTINUE_ON_ERROR", "PULUMI_RUN_PROGRAM", "PULUMI_ENABLE_STREAMING_JSON_PREVIEW", "PULUMI_SKIP_CHECKPOINTS", "PULUMI_DEBUG_COMMANDS",
    ];

    /// <param name="cliFolder">Where the CLI is; language hosts beside it are found first.</param>
    /// <param name="added">What the backend and the call add.</param>
    public static IReadOnlyDictionary<string, string> For(IReadOnlyDictionary<string, string> caller, string cliFolder, IEnumerable<KeyValuePair<string, string>> added)
    {
        var names = CallerEnvironment.Names;
        var child = caller.Where(v => !v.Key.StartsWith(FlagPrefix, StringComparison.OrdinalIgnoreCase) && !Removed.Contains(v.Key, names)).ToDictionary(names);
        child["PATH"] = caller.TryGetValue("PATH", out var path) && path.Length > 0 ? cliFolder + Path.PathSeparator + path : cliFolder;
        child["PULUMI_SKIP_UPDATE_CHECK"] = "true";
        child["NO_COLOR"] = "1";
        foreach (var (name, value) in added)
            child[name] = value;
        return child;
    }
}
