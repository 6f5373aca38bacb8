using System.Text;
using System.Text.Json;

namespace Geofed.Model.Tests.Json;

public class JsonDocumentsTests
{
    /// <summary>Those of tests that run meanwhile may take their places, and two may have the same one; but not each time.</summary>
    [Fact]
    public void Names_and_short_texts_that_were_met_are_not_made_again() => Assert.Contains(Enumerable.Range(0, 100), i =>
    {
        var json = $$"""{"met-before-{{i}}":"the same text {{i}}"}""";
        var (one, other) = (Parse(json).Single(), Parse(json).Single());
        return ReferenceEquals(one.Key, other.Key) && ReferenceEquals((string?)one.Value, (string?)other.Value);
    });

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("\u00e4\u00f6\u65e5\u672c")]
    [InlineData("with \"quotes\" and \\ and \n")]
    [InlineData("longer than what is worth remembering, which is a few dozen characters, and so is made anew")]
    public void Texts_are_read_as_they_are_whatever_was_met_before(string text)
    {
        var json = JsonSerializer.Serialize(new Dictionary<string, string> { [text] = text });
        for (var i = 0; i < 2; i++)
        {
            var read = Parse(json).Single();
            Assert.Equal((text, text), (read.Key, (string?)read.Value));
        }
    }

    [Fact]
    public void Many_threads_that_meet_many_texts_each_read_their_own() => Parallel.For(0, 50_000, i =>
    {
        var read = Parse($$"""{"name-{{i}}":"text-{{i}}"}""").Single();
        Assert.Equal(($"name-{i}", $"text-{i}"), (read.Key, (string?)read.Value));
    });

    private static System.Text.Json.Nodes.JsonObject Parse(string json) => JsonDocuments.ParseObject(Encoding.UTF8.GetBytes(json));
}
