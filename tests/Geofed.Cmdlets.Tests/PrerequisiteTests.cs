using Geofed.Clusters.Prerequisites;
using Geofed.Cmdlets.Tests.Playing;

namespace Geofed.Cmdlets.Tests;

public class PrerequisiteTests : ShellTest
{
    [Fact]
    public void Each_is_an_object_that_says_how_it_is_and_where()
    {
        Home.Hangs = true;
        var found = Shell.Get<Prerequisite>("Test-GeofedPrerequisite home, pulumi-b*");
        Assert.Equal(["home", "pulumi-backend"], found.Select(p => p.Name));
        Assert.All(found, p => Assert.Equal((PrerequisiteStatus.Found, null), (p.Status, p.HowToGet)));
        Assert.Matches(@"Name +Status +Version +NeededFor", Shell.Show("Test-GeofedPrerequisite home")[0]);
        Assert.Matches(@"home +Found", Shell.Show("Test-GeofedPrerequisite home")[2]);
    }

    [Fact]
    public void What_is_not_there_is_no_error_and_says_how_to_get_it()
    {
        var before = Environment.GetEnvironmentVariable("GEOFED_PULUMI");
        Environment.SetEnvironmentVariable("GEOFED_PULUMI", "/no/such/pulumi");
        try
        {
            var missing = Shell.Get<Prerequisite>("'pulumi', 'pulumi-gcp' | Test-GeofedPrerequisite");
            Assert.All(missing, p => Assert.Equal(PrerequisiteStatus.Missing, p.Status));
            Assert.Contains("/no/such/pulumi", missing[0].Message, StringComparison.Ordinal);
            Assert.All(missing, p => Assert.NotEmpty(p.HowToGet!));
        }
        finally
        {
            Environment.SetEnvironmentVariable("GEOFED_PULUMI", before);
        }
    }

    [Fact]
    public void A_name_that_nothing_has_is_an_error_with_a_suggestion() =>
        AssertError(Shell.Error("Test-GeofedPrerequisite pulimi"), "UnknownPrerequisite", "Did you mean 'pulumi'?");
}
