using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Geofed.Shell;

/// <summary>Edits one line on the terminal: arrows, history, Tab completion by the engine. Ctrl+C drops the line, Ctrl+D on an empty one ends.</summary>
internal sealed class LineEditor(Runspace runspace)
{
    private readonly List<string> _history = [];
    private int _row;

    /// <summary>True when the last line was given up with Ctrl+C.</summary>
    public bool Dropped { get; private set; }

    public string? ReadLine(string prompt)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            Console.Write(prompt);
            return Console.In.ReadLine();
        }
        var line = new EditedLine();
        var recall = _history.Count;
        (_row, Dropped) = (0, false);
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                Show(prompt, line);
                var key = Console.ReadKey(intercept: true);
                var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                if (key.Key == ConsoleKey.Enter)
                    return Accept(prompt, line);
                if (control && key.Key == ConsoleKey.C)
                {
                    Dropped = true;
                    line.Replace("");
                    return Accept(prompt, line);
                }
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

    private string Accept(string prompt, EditedLine line)
    {
        line.Replace(line.Text); // The cursor goes to the end, whose row may be further down.
        Show(prompt, line);
        Console.WriteLine();
        if (line.Text.Length > 0)
            _history.Add(line.Text);
        return line.Text;
    }

    private string Recall(ref int position, int step)
    {
        position = Math.Clamp(position + step, 0, _history.Count);
        return position < _history.Count ? _history[position] : "";
    }

    /// <summary>Writes the line anew. It may take several rows of the terminal.</summary>
    private void Show(string prompt, EditedLine line)
    {
        var width = ShellRawUI.Width();
        var end = prompt.Length + line.Text.Length;
        var (row, column) = Math.DivRem(prompt.Length + line.Cursor, width);
        var wrap = end % width == 0 ? "\r\n" : ""; // A full row does not end by itself.
        Console.Write($"{Move(_row, 'A')}\r\e[J{prompt}{line.Text}{wrap}{Move(end / width - row, 'A')}\r{Move(column, 'C')}");
        _row = row;
    }

    private static string Move(int steps, char direction) => steps > 0 ? $"\e[{steps}{direction}" : "";

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
