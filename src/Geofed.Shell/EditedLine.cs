namespace Geofed.Shell;

/// <summary>The text of a line being edited and the cursor in it. Pure.</summary>
internal sealed class EditedLine
{
    public string Text { get; private set; } = "";

    /// <summary>0 before the first character, Text.Length after the last.</summary>
    public int Cursor { get; private set; }

    public void Replace(string text) => (Text, Cursor) = (text, text.Length);

    public void Replace(int start, int length, string with) =>
        (Text, Cursor) = (Text.Remove(start, length).Insert(start, with), start + with.Length);

    public void Press(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                Cursor = Math.Max(0, Cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                Cursor = Math.Min(Text.Length, Cursor + 1);
                break;
            case ConsoleKey.Home:
                Cursor = 0;
                break;
            case ConsoleKey.End:
                Cursor = Text.Length;
                break;
            case ConsoleKey.Backspace when Cursor > 0:
                Replace(Cursor - 1, 1, "");
                break;
            case ConsoleKey.Delete when Cursor < Text.Length:
                Replace(Cursor, 1, "");
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                    Replace(Cursor, 0, key.KeyChar.ToString());
                break;
        }
    }
}
