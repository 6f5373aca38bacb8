using Geofed.Clusters.Imported;

namespace Geofed.Clusters.Tests.Imported;

public class ContextNameTests
{
    [Theory]
    [InlineData("gke_acme-ml_europe-west4_train", "train")]
    [InlineData("arn:aws:eks:eu-west-1:123456789012:cluster/Serve_1", "serve-1")]
    [InlineData("kind-dev", "kind-dev")]
    [InlineData("admin@On Prem", "admin-on-prem")]
    [InlineData("___", null)]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrst-uvwxyz", "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrst")]
    public void A_context_becomes_a_name_that_a_member_can_have(string context, string? name)
    {
        Assert.Equal(name, ContextName.ToClusterName(context));
        Assert.True(name is null || ContextName.IsName(name));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("europe-west4-2")]
    public void Labels_are_names(string name) => Assert.True(ContextName.IsName(name));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a.b")]
    [InlineData("A")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")]
    public void All_else_is_not(string name) => Assert.False(ContextName.IsName(name));
}
