using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Geofed.Shell;

/// <summary>
/// Writes the engine's streams to the console and asks the user. Errors go to standard error, progress only to a terminal, and colours not
/// into files and pipes.
/// </summary>
internal sealed class ShellUI(bool nonInteractive) : PSHostUserInterface
{
    private readonly ProgressLine _progress = new(!Console.IsErrorRedirected);
    private bool _asErrors;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUI();

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected;

    public void EndProgress() => _progress.Clear();

    /// <summary>What is written meanwhile is an error.</summary>
    public void AsErrors(Action write)
    {
        _asErrors = true;
        try
        {
            write();
        }
        finally
        {
            _asErrors = false;
        }
    }

    public override void Write(string value) => Out(() => Console.Out.Write(Shown(value, Console.IsOutputRedirected)));

    public override void WriteLine(string value)
    {
        if (_asErrors)
            WriteErrorLine(value);
        else
            Out(() => Console.Out.WriteLine(Shown(value, Console.IsOutputRedirected)));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Coloured(foregroundColor, () => Console.Out.Write(Shown(value, Console.IsOutputRedirected)));

    public override void WriteErrorLine(string value) => Out(() => Console.Error.WriteLine(Shown(value, Console.IsErrorRedirected)));

    public override void WriteDebugLine(string message) => Notice("DEBUG", message);

    public override void WriteVerboseLine(string message) => Notice("VERBOSE", message);

    public override void WriteWarningLine(string message) => Notice("WARNING", message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    /// <summary>On standard output, as pwsh does it: a log of a scheduled script keeps its order.</summary>
    private void Notice(string label, string message) => Coloured(ConsoleColor.Yellow, () => Console.Out.WriteLine($"{label}: {message}"));

    private void Coloured(ConsoleColor colour, Action write) => Out(() =>
    {
        var shown = !Console.IsOutputRedirected && PSStyle.Instance.OutputRendering != OutputRendering.PlainText && (int)colour >= 0;
        if (shown)
            Console.ForegroundColor = colour;
        write();
        if (shown)
            Console.ResetColor();
    });

    /// <summary>What $PSStyle.OutputRendering says: <c>Host</c> takes colours away from what goes to a file or a pipe.</summary>
    private static string Shown(string text, bool redirected) =>
        GetOutputString(text, supportsVirtualTerminal: !redirected || PSStyle.Instance.OutputRendering == OutputRendering.Ansi);

    private void Out(Action write)
    {
        _progress.Clear();
        write();
    }

    public override string ReadLine() => nonInteractive ? throw NotInteractive("") : Console.In.ReadLine() ?? throw NotInteractive("");

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        foreach (var c in Console.IsInputRedirected ? ReadLine() : SecretInput.Read())
            secret.AppendChar(c);
        return secret;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (nonInteractive)
            throw NotInteractive(message);
        WriteLine($"{caption}\n{message}".Trim());
        while (true)
        {
            Write(ChoiceText.Describe(choices, defaultChoice));
            if (Console.In.ReadLine() is not { } answer)
                throw NotInteractive(message);
            if (answer.Trim() == "?")
                WriteLine(ChoiceText.Explain(choices));
            else if (ChoiceText.Find(choices, defaultChoice, answer.Trim()) is { } chosen)
                return chosen;
        }
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        if (nonInteractive)
            throw NotInteractive(string.Join(", ", descriptions.Select(d => d.Name)));
        WriteLine($"{caption}\n{message}".Trim());
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Write($"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(ReadLine());
        }
        return answers;
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        if (nonInteractive)
            throw NotInteractive(message);
        WriteLine($"{caption}\n{message}".Trim());
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }
        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private static PSInvalidOperationException NotInteractive(string question) =>
        new($"Geofed.Shell cannot ask here, because its input has ended or -NonInteractive was given. {question}".TrimEnd() + " Give the answer as a parameter, e.g. -Confirm:$false.");
}
