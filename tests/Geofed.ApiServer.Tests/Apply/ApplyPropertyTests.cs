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

    [Fact]
    public void Lists_of_which_each_element_has_a_name_are_applied_alike() => Gen.Select(Containers, Containers).Sample((a, b) =>
    {
        foreach (var name in a.Intersect(b).ToList())
            b.Remove(name);
        var (one, other) = (ApplyPod(ApplyPod(Pod([]), a, "a"), b, "b"), ApplyPod(ApplyPod(Pod([]), b, "b"), a, "a"));
        Assert.Equal(Names(one).Order(), Names(other).Order());
        Assert.True(JsonNode.DeepEquals(one, ApplyPod(one, b, "b")));
        Assert.Equal(b.Order(), Names(ApplyPod(one, [], "a")).Order());
    });

    private static readonly SchemaNode PodSchema = BuiltInSchemas.For(new GroupVersionKind("", "v1", "Pod"))!;

    private static readonly Gen<List<string>> Containers = Gen.Char['a', 'h'].Array[0, 6].Select(names => names.Select(c => c.ToString()).Distinct().ToList());

    private static IEnumerable<string> Names(JsonObject pod) => pod.Objects("spec", "containers").Select(c => c.Str("name")!);

    private static JsonObject Pod(IEnumerable<string> names) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = "p" },
        ["spec"] = new JsonObject { ["containers"] = new JsonArray([.. names.Select(n => (JsonNode)new JsonObject { ["name"] = n, ["image"] = n + ":1" })]) },
    };

    private static JsonObject ApplyPod(JsonObject live, IEnumerable<string> names, string manager) => FieldManagement.Apply(live.DeepClone().AsObject(), Pod(names), PodSchema, new(manager, "v1", "2026-01-01T00:00:00Z"), false);

    private static JsonObject Of(JsonObject data) => new() { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = "c" }, ["data"] = data.DeepClone() };

    private static JsonObject Apply(JsonObject live, JsonObject data, string manager, bool force = false) =>
        FieldManagement.Apply(live, Of(data), ConfigMap, new(manager, "v1", "2026-01-01T00:00:00Z"), force);

    private static string Owners(JsonObject obj) => string.Join("\n", obj.Objects("metadata", "managedFields").Select(e => $"{e.Str("manager")} {string.Join(",", (e.Obj("fieldsV1", "f:data") ?? []).Select(p => p.Key).Order())}").Order());
}
