using Geofed.Running;

namespace Geofed.Shell.Tests;

/// <summary>How a script file is called.</summary>
public class ScriptTests
{
    private const string Parameters = """
        param([string] $Name, [int] $Count = 1, [switch] $Fast, [string[]] $List, [Parameter(ValueFromRemainingArguments)] $Rest)
        "$Name,$Count,$Fast,$($List.Count):$List,$Rest"
        """;

    [Theory]
    [InlineData("x,3,True,1:a,", "-Name", "x", "-Count", "3", "-Fast", "-List", "a")]
    [InlineData("x,2,False,0:,", "x", "2")]
    [InlineData("O'Neill $HOME,1,False,1:a,", "O'Neill $HOME", "-Fast:$false", "-List:a")]
    [InlineData("a b;c,1,True,1:b,c d", "a b;c", "-Fast:$true", "-List", "b", "1", "c", "d")]
    [InlineData("-5,1,False,0:,", "-5")]
    [InlineData("x,1,False,1:a,b,", "x", "-List", "a,b")] // As with pwsh -File: values are strings.
    public async Task Arguments_are_bound_as_pwsh_binds_them(string expected, params string[] arguments)
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.ScriptAsync(Parameters, arguments);
        Assert.True(ended.Lines is [var line] && line == expected, ended.ToString());
    }

    [Fact]
    public async Task An_array_is_given_in_a_command()
    {
        await using var geofed = new GeofedProcess();
        geofed.Write("script.ps1", Parameters);
        Assert.Equal(["x,1,False,2:a b,"], (await geofed.CommandAsync("./script.ps1 x -List a, b")).Lines);
    }

    [Fact]
    public async Task Undeclared_arguments_are_in_args()
    {
        await using var geofed = new GeofedProcess();
        Assert.Equal(["5: 1|-x|two|--|$y"], (await geofed.ScriptAsync("\"$($args.Count): $($args -join '|')\"", "1", "-x", "two", "--", "$y")).Lines);
    }

    [Fact]
    public async Task A_script_knows_where_it_is()
    {
        await using var geofed = new GeofedProcess();
        var path = Path.Combine(geofed.Folder, "script.ps1");
        Assert.Equal([geofed.Folder, path, "script.ps1"], (await geofed.ScriptAsync("$PSScriptRoot; $PSCommandPath; $MyInvocation.MyCommand.Name")).Lines);
    }

    [Fact]
    public async Task A_script_is_found_under_names_with_odd_letters()
    {
        await using var geofed = new GeofedProcess();
        Assert.Equal(["here"], (await geofed.RunAsync("-File", geofed.Write("it's [1] $x.ps1", "'here'"))).Lines);
    }

    [Fact]
    public async Task Commands_come_from_standard_input_too()
    {
        await using var geofed = new GeofedProcess();
        var patience = TimeSpan.FromSeconds(60);
        Assert.Equal(["1", "2"], (await geofed.RunAsync("foreach ($i in 1..2) {\n  $i\n}\n", patience)).Lines);
        var ended = await geofed.RunAsync("'piped'; exit 4", patience, "-Command", "-");
        Assert.Equal((4, "piped\n"), (ended.ExitCode, ended.Output));
    }

    [Fact]
    public async Task Help_and_version_are_told()
    {
        await using var geofed = new GeofedProcess();
        Assert.Contains("-Command", (await geofed.RunAsync("-Help")).Output, StringComparison.Ordinal);
        Assert.Matches(@"^Geofed \d+\.\d+\.\d+$", (await geofed.RunAsync("--version")).Lines.Single());
    }
}
