using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Geofed.Shell;

/// <summary>Edits one line on the terminal: arrows, history, Tab completion by the engine. Ctrl+C drops the line, Ctrl+D on an empty one ends.</summary>
internal sealed class LineEditor(Runspace runspace)
{
    private readonly List<string> _history = [];

    public string? ReadLine(string prompt)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            Console.Write(prompt);
            return Console.In.ReadLine();
        }
        var line = new EditedLine();
        var recall = _history.Count;
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                Show(prompt, line);
                var key = Console.ReadKey(intercept: true);
                var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                if (key.Key == ConsoleKey.Enter)
                    return Accept(line.Text);
                if (control && key.Key == ConsoleKey.C)
                    return Accept("");
                if (control && key.Key == ConsoleKey.D && line.Text.Length == 0)
                    return null;
                if (key.Key == ConsoleKey.Tab)
                    Complete(line);
                else if (key.Key is ConsoleKey.UpArrow or ConsoleKey.DownArrow)
                    line.Replace(Recall(ref recall, key.Key == ConsoleKey.UpArrow ? -1 : 1));
                else
                    line.Press(key);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private string Accept(string text)
    {
        Console.WriteLine();
        if (text.Length > 0)
            _history.Add(text);
        return text;
    }

    private string Recall(ref int position, int step)
    {
        position = Math.Clamp(position + step, 0, _history.Count);
        return position < _history.Count ? _history[position] : "";
    }

    private static void Show(string prompt, EditedLine line)
    {
        Console.Write($"\r\e[K{prompt}{line.Text}");
        if (line.Cursor < line.Text.Length)
            Console.Write($"\e[{line.Text.Length - line.Cursor}D");
    }

    /// <summary>One match is put in; of several, what they share, and then they are listed.</summary>
    private void Complete(EditedLine line)
    {
        using var shell = PowerShell.Create(runspace);
        var completion = CommandCompletion.CompleteInput(line.Text, line.Cursor, null, shell);
        var matches = completion.CompletionMatches.Select(m => m.CompletionText).ToList();
        if (matches.Count == 0)
            return;
        var shared = matches.Aggregate(CommonStart);
        if (matches.Count > 1 && shared.Length <= completion.ReplacementLength)
            Console.WriteLine($"\n{string.Join("  ", matches.Take(60))}");
        else
            line.Replace(completion.ReplacementIndex, completion.ReplacementLength, shared);
    }

    private static string CommonStart(string a, string b)
    {
        var n = 0;
        while (n < a.Length && n < b.Length && char.ToUpperInvariant(a[n]) == char.ToUpperInvariant(b[n]))
            n++;
        return a[..n];
    }
}
