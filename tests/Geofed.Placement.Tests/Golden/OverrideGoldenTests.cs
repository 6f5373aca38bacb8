using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Yaml;
using Geofed.Placement.Overriding;

namespace Geofed.Placement.Tests.Golden;

public class OverrideGoldenTests
{
    [Fact]
    public void Manifests_are_overridden_as_by_Karmada() => GoldenCases.AllMatch(GoldenCases.Of("override"), c =>
    {
        var input = c.Obj("input")!;
        try
        {
            var result = OverrideApplier.Apply(input.Obj("object")!, input.Obj("cluster")!, input.Objects("clusterOverridePolicies"), input.Objects("overridePolicies"));
            return new JsonObject
            {
                ["object"] = Opened(result.Object),
                ["appliedClusterOverridePolicies"] = Names(result.ClusterOverrides),
                ["appliedOverridePolicies"] = Names(result.Overrides),
            };
        }
        catch (OverrideException)
        {
            return "fails";
        }
    }, Expected);

    private static JsonNode? Expected(JsonObject c)
    {
        var output = c.Obj("output")!;
        if (output.At("error") is not null || output.Bool("panic") == true)
            return "fails";
        return new JsonObject
        {
            ["object"] = Opened(output.Bool("unchanged") == true ? c.Obj("input", "object")! : output.Obj("object")!),
            ["appliedClusterOverridePolicies"] = output.At("appliedClusterOverridePolicies").Copy(),
            ["appliedOverridePolicies"] = output.At("appliedOverridePolicies").Copy(),
        };
    }

    private static JsonArray Names(IEnumerable<AppliedOverride> applied) => [.. applied.Select(a => JsonValue.Create(a.PolicyName))];

    /// <summary>Documents that stand as text in a ConfigMap are compared as documents.</summary>
    private static JsonObject Opened(JsonObject o)
    {
        var opened = o.Copy();
        foreach (var (key, value) in opened.StringMap("data"))
        {
            if (key.EndsWith(".json", StringComparison.Ordinal))
                opened["data"]![key] = JsonNode.Parse(value);
            else if (key.EndsWith(".yaml", StringComparison.Ordinal))
                opened["data"]![key] = YamlText.ReadOne(value);
        }
        return opened;
    }
}
