using System.Text.Json.Nodes;
using CsCheck;
using Geofed.ApiServer.Patching;
using Geofed.ApiServer.Schemas;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Patching;

public class StrategicMergePatchTests
{
    private static readonly SchemaNode Deployment = BuiltInSchemas.For(new GroupVersionKind("apps", "v1", "Deployment"))!;

    private static readonly SchemaNode PodSpec = Deployment.Properties["spec"].Properties["template"].Properties["spec"];

    [Fact]
    public void The_difference_of_two_deployments_leads_from_one_to_the_other() => Gen.Select(Deployments, Deployments).Sample((from, to) =>
    {
        var (patch, before) = (StrategicDifference.Of(from, to, Deployment), from.ToText());
        var patched = StrategicMergePatch.Apply(from, patch, Deployment);
        Assert.True(JsonNode.DeepEquals(to, patched), $"{before}\n{patch.ToText()}\n{patched.ToText()}\nis not\n{to.ToText()}");
        Assert.Equal(before, from.ToText());
        Assert.True(JsonNode.DeepEquals(to, StrategicMergePatch.Apply(patched, patch, Deployment)), $"again: {patch.ToText()}");
    }, iter: 3000);

    [Fact]
    public void What_others_added_to_a_list_by_key_stays() => Gen.Select(Pod, Pod).Sample((from, to) =>
    {
        if (from["containers"] is not JsonArray || to["containers"] is not JsonArray wanted)
            return;
        var live = (JsonObject)from.DeepClone();
        live.Arr("containers")!.Add(new JsonObject { ["name"] = "sidecar", ["image"] = "kept" });
        var patched = StrategicMergePatch.Apply(live, StrategicDifference.Of((JsonObject)from, (JsonObject)to, PodSpec), PodSpec);
        var left = patched.Arr("containers")!;
        Assert.Equal("kept", left.Single(c => c.Str("name") == "sidecar").Str("image"));
        Assert.True(JsonNode.DeepEquals(wanted, new JsonArray([.. left.Where(c => c.Str("name") != "sidecar").Select(c => c.Copy())])), patched.ToText());
    }, iter: 1000);

    private static readonly Gen<string> Word = Gen.Char['a', 'd'].Select(c => c.ToString());

    private static readonly Gen<JsonNode> Text = Word.Select(w => (JsonNode)w);

    private static readonly Gen<JsonNode> Words = Word.Array[0, 3].Select(words => (JsonNode)new JsonArray([.. words.Distinct().Select(w => (JsonNode)w)]));

    private static readonly Gen<JsonNode> Map = Gen.Select(Word, Word).Array[0, 3].Select(pairs => (JsonNode)new JsonObject(pairs.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, (JsonNode?)p.Item2))));

    private static readonly Gen<JsonNode> Source = Gen.OneOf(Some(("emptyDir", Some(("medium", Text)))), Some(("configMap", Some(("name", Text)))), Some(("secret", Some(("secretName", Text)))));

    private static readonly Gen<JsonNode> Container = Some(("image", Text), ("args", Words),
        ("env", Keyed("name", Text, Some(("value", Text)))),
        ("ports", Keyed("containerPort", Gen.Int[1, 4].Select(i => (JsonNode)i), Some(("name", Text)))),
        ("volumeMounts", Keyed("mountPath", Text, Some(("name", Text)))),
        ("resources", Some(("limits", Map))));

    private static readonly Gen<JsonNode> Pod = Some(("containers", Keyed("name", Text, Container)), ("initContainers", Keyed("name", Text, Container)), ("volumes", Keyed("name", Text, Source)),
        ("nodeSelector", Map), ("imagePullSecrets", Keyed("name", Text, Some())), ("hostAliases", Keyed("ip", Text, Some(("hostnames", Words)))),
        ("tolerations", Keyed("key", Text, Some(("operator", Text)))));

    private static readonly Gen<JsonNode> Strategy = Gen.OneOf(
        Gen.Const(0).Select(_ => (JsonNode)new JsonObject { ["type"] = "Recreate" }),
        Gen.Int[1, 3].Select(i => (JsonNode)new JsonObject { ["type"] = "RollingUpdate", ["rollingUpdate"] = new JsonObject { ["maxSurge"] = i } }));

    private static readonly Gen<JsonObject> Deployments = Some(("metadata", Some(("labels", Map), ("finalizers", Words))),
        ("spec", Some(("replicas", Gen.Int[0, 3].Select(i => (JsonNode)i)), ("strategy", Strategy), ("template", Some(("metadata", Some(("labels", Map))), ("spec", Pod)))))).Select(n => (JsonObject)n);

    /// <summary>An object that has some of these fields.</summary>
    private static Gen<JsonNode> Some(params (string Name, Gen<JsonNode> Value)[] fields) =>
        fields.Aggregate(Gen.Const(0).Select(_ => new List<(string, JsonNode)>()), (all, field) => Gen.Select(all, field.Value, Gen.Int[0, 3]).Select((before, value, chance) => chance == 0 ? before : [.. before, (field.Name, value)]))
            .Select(found => (JsonNode)new JsonObject(found.Select(f => KeyValuePair.Create(f.Item1, (JsonNode?)f.Item2.DeepClone()))));

    /// <summary>A list of elements, each with a key of its own.</summary>
    private static Gen<JsonNode> Keyed(string key, Gen<JsonNode> keys, Gen<JsonNode> elements) => Gen.Select(keys, elements).Array[0, 4].Select(pairs => (JsonNode)new JsonArray(
        [.. pairs.DistinctBy(p => p.Item1.ToText()).Select(p => (JsonNode)new JsonObject([KeyValuePair.Create(key, (JsonNode?)p.Item1.DeepClone()), .. ((JsonObject)p.Item2.DeepClone()).Select(f => KeyValuePair.Create(f.Key, f.Value.Copy()))]))]));
}
