using System.Text.Json.Nodes;
using CsCheck;
using Geofed.ApiServer.Apply;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Tests.Fuzzing;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Apply;

public class ApplyPropertyTests
{
    private static readonly SchemaNode ConfigMap = BuiltInSchemas.For(new GroupVersionKind("", "v1", "ConfigMap"))!;

    [Fact]
    public void Applying_twice_is_applying_once() => Gen.Select(Generated.Data, Generated.Data).Sample((live, config) =>
    {
        var once = Apply(Of(live), config, "a", force: true);
        Assert.True(JsonNode.DeepEquals(once, Apply(once, config, "a")));
    });

    [Fact]
    public void What_two_apply_without_conflict_comes_out_the_same_in_either_order() => Gen.Select(Generated.Data, Generated.Data).Sample((a, b) =>
    {
        foreach (var key in a.Select(p => p.Key).Where(b.ContainsKey).ToList())
            b.Remove(key);
        var one = Apply(Apply(Of([]), a, "a"), b, "b");
        var other = Apply(Apply(Of([]), b, "b"), a, "a");
        Assert.True(JsonNode.DeepEquals(one["data"], other["data"]));
        Assert.Equal(Owners(one), Owners(other));
    });

    [Fact]
    public void What_is_left_out_goes_and_what_others_applied_stays() => Gen.Select(Generated.Data, Generated.Data, Generated.Data).Sample((first, second, others) =>
    {
        foreach (var key in others.Select(p => p.Key).Where(k => first.ContainsKey(k) || second.ContainsKey(k)).ToList())
            others.Remove(key);
        var after = Apply(Apply(Apply(Of([]), first, "a"), others, "b"), second, "a");
        var wanted = new JsonObject(second.Concat(others).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        Assert.True(JsonNode.DeepEquals(wanted, after["data"] ?? new JsonObject()));
    });

    private static JsonObject Of(JsonObject data) => new() { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = "c" }, ["data"] = data.DeepClone() };

    private static JsonObject Apply(JsonObject live, JsonObject data, string manager, bool force = false) =>
        FieldManagement.Apply(live, Of(data), ConfigMap, new(manager, "v1", "2026-01-01T00:00:00Z"), force);

    private static string Owners(JsonObject obj) => string.Join("\n", obj.Objects("metadata", "managedFields").Select(e => $"{e.Str("manager")} {string.Join(",", (e.Obj("fieldsV1", "f:data") ?? []).Select(p => p.Key).Order())}").Order());
}
