namespace Geofed.PulumiDouble;

/// <summary>The commands of the contract (1.2) with their flags (1.3). Of several whose words fit, the one with the most words is meant.</summary>
internal static class CommandTable
{
    private const string Steps =
        "attach-debugger= client= config|c=* config-path config-file= debug|d diff exclude=* exclude-dependents exec-agent= exec-kind= expect-no-changes json|j message|m= neo output= parallel|p= "
        + "run-program? show-config show-full-output show-reads? show-replacement-steps show-sames show-secrets skip-plugin-pre-install stack|s= strict suppress-outputs suppress-permalink? "
        + "suppress-progress target|t=* target-dependents urns";
    private const string Changing = Steps + " continue-on-error ignore-protect skip-preview|f yes|y";
    private const string WithProgram = " plan= policy-pack=* policy-pack-config=* refresh|r? replace=* secrets-provider= show-policy-remediations skip-config-validation target-replace=*";
    private const string OfStack = " stack|s=";

    private static readonly CommandSyntax[] All =
    [
        new("version", 0, 0, "", SessionCommands.VersionAsync),
        new("whoami", 0, 0, "json|j verbose|v", SessionCommands.WhoAmIAsync),
        new("login", 0, 1, "local|l default-org= cloud-url|c= interactive", SessionCommands.LoginAsync),
        new("logout", 0, 1, "local|l all cloud-url|c=", SessionCommands.LogoutAsync),
        .. StackInit("init"), .. StackInit("new"), .. StackInit("create"), .. StackInit("setup"),
        new("stack", 0, 0, "output= show-secrets show-ids|i show-urns|u show-name" + OfStack, StackCommands.ShowAsync),
        new("stack select", 0, 1, "create|c secrets-provider=" + OfStack, StackCommands.SelectAsync),
        new("stack ls", 0, 0, "json|j all|a project|p= organization|o= tag|t=", StackCommands.ListAsync),
        new("stack list", 0, 0, "json|j all|a project|p= organization|o= tag|t=", StackCommands.ListAsync),
        new("stack rm", 0, 1, "yes|y force|f preserve-config remove-backups" + OfStack, StackCommands.RemoveAsync),
        new("stack output", 0, 1, "json|j show-secrets" + OfStack, StackCommands.OutputAsync),
        new("stack history", 0, 0, "json|j show-secrets page-size= page= full-dates" + OfStack, HistoryCommand.RunAsync),
        new("stack export", 0, 0, "show-secrets file= version=" + OfStack, StateCommands.ExportAsync),
        new("stack import", 0, 0, "force|f file=" + OfStack, StateCommands.ImportAsync),
        new("state unprotect", 0, 1, "all yes|y" + OfStack, StateCommands.UnprotectAsync),
        new("stack tag get", 1, 1, "json|j" + OfStack, TagCommands.GetAsync),
        new("stack tag set", 2, 2, OfStack, TagCommands.SetAsync),
        new("stack tag rm", 1, 1, OfStack, TagCommands.RemoveAsync),
        new("stack tag ls", 0, 0, "json|j" + OfStack, TagCommands.ListAsync),
        new("config", 0, 0, "json|j show-secrets config-file=" + OfStack, ConfigCommands.ListAsync),
        new("config get", 1, 1, "path json|j config-file=" + OfStack, ConfigCommands.GetAsync),
        new("config set", 1, 2, "path secret plaintext raw config-file=" + OfStack, ConfigCommands.SetAsync),
        new("config set-all", 0, 0, "path secret=* plaintext=* json= config-file=" + OfStack, ConfigCommands.SetAllAsync),
        new("config rm", 1, 1, "path config-file=" + OfStack, ConfigCommands.RemoveAsync),
        new("config rm-all", 1, int.MaxValue, "path config-file=" + OfStack, ConfigCommands.RemoveAsync),
        new("preview", 0, 0, Steps.Replace("show-secrets ", "", StringComparison.Ordinal) + WithProgram + " save-plan= import-file=", OperationCommands.PreviewAsync),
        new("up", 0, 0, Changing + WithProgram, OperationCommands.UpAsync),
        new("refresh", 0, 0, Changing + " preview-only skip-pending-creates clear-pending-creates import-pending-creates=*", OperationCommands.RefreshAsync),
        new("destroy", 0, 0, Changing + " preview-only remove exclude-protected refresh|r?", OperationCommands.DestroyAsync),
        new("cancel", 0, 1, "yes|y" + OfStack, OperationCommands.CancelAsync),
        new("plugin install", 0, 3, "exact server= file|f= reinstall checksum=", PluginCommands.InstallAsync),
        new("plugin ls", 0, 0, "json|j project|p", PluginCommands.ListAsync),
        new("plugin rm", 0, 3, "yes|y all|a", PluginCommands.RemoveAsync),
    ];

    private static CommandSyntax[] StackInit(string word) => [new("stack " + word, 0, 1, "secrets-provider= no-select copy-config-from= teams=*" + OfStack, StackCommands.InitAsync)];

    /// <summary>The command that arguments begin with.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static CommandSyntax Find(IReadOnlyList<string> arguments) =>
        All.Where(c => c.Begins(arguments)).MaxBy(c => c.Words.Length)
        ?? throw new CliException($"unknown command \"{(arguments is [var first, ..] ? first : "")}\" for \"pulumi\"", CliException.Configuration);

    /// <summary>Its flags; --event-log exists only for those who debug commands (contract 1.1).</summary>
    public static IReadOnlyList<Flag> FlagsOf(CommandSyntax command, CliEnvironment environment) =>
        command.Words is "up" or "preview" or "refresh" or "destroy" && environment.IsTrue("PULUMI_DEBUG_COMMANDS")
            ? [.. command.AllFlags, Flag.Parse("event-log=")] : command.AllFlags;
}
