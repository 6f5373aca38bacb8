using Geofed.ApiServer.Apply;
using Xunit;

namespace Geofed.ApiServer.Tests.Apply;

public class FieldManagerRulesTests
{
    [Theory]
    [InlineData("kubectl-client-side-apply", null)]
    [InlineData("grüße aus 東京", null)]
    [InlineData("a\u0007b", "fieldManager: Invalid value: \"a\\ab\": invalid character U+0007 (at position 1)")]
    [InlineData("ü\u200b", "fieldManager: Invalid value: \"ü\u200b\": invalid character U+200B (at position 2)")]
    public void NamesArePrintable(string name, string? wrong) => Assert.Equal(wrong, FieldManagerRules.Check(name).All.SingleOrDefault()?.ToString());

    [Fact]
    public void NamesAreShort() => Assert.Equal("fieldManager: Too long: may not be more than 128 bytes", FieldManagerRules.Check(new('a', 129)).All.Single().ToString());
}
