using Geofed.Model.Yaml;

namespace Geofed.Model.Tests.Yaml;

public class YamlScalarsTests
{
    /// <summary>What sigs.k8s.io/yaml makes of plain scalars.</summary>
    [Theory]
    [InlineData("text", "\"text\"")]
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("tRue", "\"tRue\"")]
    [InlineData("12", "12")]
    [InlineData("-7", "-7")]
    [InlineData("+7", "7")]
    [InlineData("0x1F", "31")]
    [InlineData("0b101", "5")]
    [InlineData("0o17", "15")]
    [InlineData("0644", "420")]
    [InlineData("1_000", "1000")]
    [InlineData("0.85", "0.85")]
    [InlineData("1e3", "1000")]
    [InlineData("-.5", "-0.5")]
    [InlineData("500m", "\"500m\"")]
    [InlineData("10Gi", "\"10Gi\"")]
    [InlineData("v1.34.0", "\"v1.34.0\"")]
    [InlineData("1.34.0", "\"1.34.0\"")]
    [InlineData("2026-11-24", "\"2026-11-24\"")]
    [InlineData("-", "\"-\"")]
    [InlineData("--flag", "\"--flag\"")]
    [InlineData("123456789012345678901234567890", "1.2345678901234568E+29")]
    public void Plain_scalars_mean_what_kubectl_takes_them_for(string yaml, string json) =>
        Assert.Equal(json, YamlScalars.Resolve(yaml)?.ToJsonString() ?? "null");
}
