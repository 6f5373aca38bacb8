using CsCheck;
using Geofed.Model;

namespace Geofed.Model.Tests;

public class SuggestionsTests
{
    private static readonly string[] Regions = ["us-west1", "us-west2", "us-east1", "europe-west1", "asia-east1"];

    [Theory]
    [InlineData("eu-west1", "us-west1")]
    [InlineData("europe-wset1", "europe-west1")]
    [InlineData("EUROPE-WEST1", "europe-west1")]
    [InlineData("uswest2", "us-west2")]
    public void A_slip_of_the_pen_finds_what_was_meant(string wrong, string meant) => Assert.Equal(meant, Suggestions.Nearest(wrong, Regions));

    [Theory]
    [InlineData("frankfurt")]
    [InlineData("")]
    [InlineData("zzz")]
    public void What_is_near_nothing_gets_no_suggestion(string wrong) => Assert.Null(Suggestions.Nearest(wrong, Regions));

    [Fact]
    public void Distance_is_symmetric_and_zero_only_for_equal_texts() => Gen.Select(Gen.String[Gen.Char["abc-1"], 0, 8], Gen.String[Gen.Char["abc-1"], 0, 8])
        .Sample((a, b) => Suggestions.Distance(a, b) == Suggestions.Distance(b, a) && (Suggestions.Distance(a, b) == 0) == (a == b)
            && Suggestions.Distance(a, b) <= Math.Max(a.Length, b.Length));
}
