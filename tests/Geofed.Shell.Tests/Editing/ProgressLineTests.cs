using System.Management.Automation;

namespace Geofed.Shell.Tests.Editing;

public class ProgressLineTests
{
    [Theory]
    [InlineData(-1, 40, "Waiting for serve 3 of 12")]
    [InlineData(25, 40, "Waiting for serve  25% 3 of 12")]
    [InlineData(25, 10, "Waiting fo")]
    public void It_is_one_line_that_fits(int percent, int width, string expected) =>
        Assert.Equal(expected, ProgressLine.Text(new(1, "Waiting for serve", "3 of 12\n") { PercentComplete = percent }, width));
}
