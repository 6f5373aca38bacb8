using System.Management.Automation.Host;

namespace Geofed.Shell;

/// <summary>The terminal's size, which tables are laid out by, and its keys. Its screen buffer cannot be read or moved about.</summary>
internal sealed class ShellRawUI : PSHostRawUserInterface
{
    private const int WidthWithoutTerminal = 160;

    /// <summary>Columns of the terminal. Output that goes to a file or a pipe gets a fixed width, so that logs look the same everywhere.</summary>
    public static int Width() => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? WidthWithoutTerminal : Console.WindowWidth;

    public override ConsoleColor ForegroundColor { get; set; } = (ConsoleColor)(-1);
    public override ConsoleColor BackgroundColor { get; set; } = (ConsoleColor)(-1);
    public override Size BufferSize { get => new(Width(), 5000); set { } }
    public override Size WindowSize { get => new(Width(), Console.IsOutputRedirected ? 50 : Math.Max(1, Console.WindowHeight)); set { } }
    public override Size MaxWindowSize => WindowSize;
    public override Size MaxPhysicalWindowSize => WindowSize;
    public override Coordinates CursorPosition { get; set; }
    public override Coordinates WindowPosition { get; set; }
    public override int CursorSize { get; set; } = 25;
    public override string WindowTitle { get; set; } = "geofed";
    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, 0, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (rectangle.Left == -1 && !Console.IsOutputRedirected)
            Console.Clear(); // What Clear-Host does.
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException("The screen cannot be read back.");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException("The screen cannot be scrolled by a script.");
}
