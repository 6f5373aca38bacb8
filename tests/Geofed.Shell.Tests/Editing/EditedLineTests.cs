namespace Geofed.Shell.Tests.Editing;

public class EditedLineTests
{
    [Theory]
    [InlineData("abc", "LeftArrow LeftArrow Backspace", "bc", 0)]
    [InlineData("abc", "Home Delete", "bc", 0)]
    [InlineData("abc", "Home Backspace LeftArrow", "abc", 0)]
    [InlineData("abc", "Delete RightArrow", "abc", 3)]
    [InlineData("abc", "Home RightArrow Delete End", "ac", 2)]
    public void Keys_move_and_delete(string text, string keys, string expected, int cursor)
    {
        var line = new EditedLine();
        line.Replace(text);
        foreach (var key in keys.Split(' '))
            line.Press(new('\0', Enum.Parse<ConsoleKey>(key), false, false, false));
        Assert.Equal((expected, cursor), (line.Text, line.Cursor));
    }

    [Fact]
    public void Letters_go_in_at_the_cursor()
    {
        var line = new EditedLine();
        line.Replace("ac");
        line.Press(new('\0', ConsoleKey.LeftArrow, false, false, false));
        line.Press(new('b', ConsoleKey.B, false, false, false));
        Assert.Equal(("abc", 2), (line.Text, line.Cursor));
    }
}
