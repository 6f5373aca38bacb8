using System.Management.Automation;

namespace Geofed.Shell;

/// <summary>One line at the bottom of the terminal that tells how far the latest activity is; on standard error, so that output can be piped.</summary>
internal sealed class ProgressLine(bool enabled)
{
    private readonly Lock _gate = new();
    private int _shown;

    public void Show(ProgressRecord record)
    {
        if (!enabled)
            return;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }
        var text = Text(record, Math.Max(20, ShellRawUI.Width() - 1));
        lock (_gate)
        {
            Console.Error.Write('\r' + text.PadRight(_shown));
            _shown = text.Length;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            if (_shown == 0)
                return;
            Console.Error.Write('\r' + new string(' ', _shown) + '\r');
            _shown = 0;
        }
    }

    internal static string Text(ProgressRecord record, int width)
    {
        var percent = record.PercentComplete is >= 0 and <= 100 ? $" {record.PercentComplete,3}%" : "";
        var text = $"{record.Activity}{percent} {record.StatusDescription}".ReplaceLineEndings(" ").TrimEnd();
        return text.Length <= width ? text : text[..width];
    }
}
