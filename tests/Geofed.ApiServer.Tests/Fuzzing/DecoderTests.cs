using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Geofed.ApiServer.Hosting;
using Geofed.ApiServer.Patching;
using Geofed.ApiServer.Protobuf;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Tests.Rest;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Fuzzing;

/// <summary>Whatever a client sends, it is taken or refused: nothing else comes out of the readers.</summary>
public class DecoderTests
{
    private static readonly SchemaNode Pod = BuiltInSchemas.For(new GroupVersionKind("", "v1", "Pod"))!;

    [Fact]
    public void Json_is_read_as_the_framework_reads_it_or_refused() => Generated.Text.Sample(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            var read = GoJson.Parse(bytes).Node;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(bytes, documentOptions: new() { AllowDuplicateProperties = true }), read));
        }
        catch (GoJsonException)
        {
            // Refused.
        }
    });

    [Fact]
    public void What_is_written_is_read_again() => Generated.Node.Sample(node => Assert.True(JsonNode.DeepEquals(node, GoJson.Parse(node is null ? "null"u8 : node.ToUtf8()).Node)));

    [Fact]
    public void Selectors_are_taken_or_refused() => Generated.Text.Sample(text => Refused(() => LabelSelectorText.Parse(text)));

    [Fact]
    public async Task Selectors_of_a_list_are_taken_or_refused()
    {
        await using var test = await TestApi.OpenAsync();
        Generated.Text.Sample(text =>
        {
            Refused(() => test.Api.ListAsync(TestApi.ConfigMaps, new() { FieldSelector = text }, default).GetAwaiter().GetResult());
            Refused(() => test.Api.ListAsync(TestApi.ConfigMaps, new() { LabelSelector = text }, default).GetAwaiter().GetResult());
        }, iter: 300);
    }

    [Fact]
    public void Continue_tokens_are_taken_or_refused() => Generated.Text.Sample(text =>
    {
        Refused(() => ContinueToken.Read(text));
        Refused(() => ContinueToken.Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))));
    });

    [Fact]
    public void Yaml_is_taken_or_refused() => Generated.Text.Sample(text => Refused(() => YamlBody.Parse(text)));

    [Fact]
    public void Protobuf_is_taken_or_refused() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        // An envelope around any bytes, as a pod.
        byte[] meta = [0x0a, 2, (byte)'v', (byte)'1', 0x12, 3, (byte)'P', (byte)'o', (byte)'d'];
        byte[] body = [.. "k8s\0"u8, 0x0a, (byte)meta.Length, .. meta, 0x12, (byte)bytes.Length, .. bytes];
        try
        {
            ProtoBody.Read(body);
        }
        catch (ProtoException)
        {
            // Refused.
        }
    });

    [Fact]
    public void Any_document_is_decoded_as_a_pod_or_refused() => Generated.Node.Where(n => n is JsonObject).Sample(node => Refused(() => FieldDecoder.Decode((JsonObject)node!.DeepClone(), Pod, new("", "v1", "Pod"))));

    [Fact]
    public void Patches_are_taken_or_refused() => Gen.Select(Generated.Node.Where(n => n is JsonObject), Generated.Node).Sample((doc, patch) =>
    {
        MergePatch.Apply(doc, patch);
        Refused(() => JsonPatches.Apply(doc!, patch ?? new JsonArray()));
        if (patch is JsonObject changes)
            Refused(() => StrategicMergePatch.Apply((JsonObject)doc!, changes, Pod));
    });

    [Fact]
    public void A_merge_patch_of_the_difference_reaches_the_target() => Gen.Select(Generated.Data, Generated.Data).Sample((from, to) =>
        Assert.True(JsonNode.DeepEquals(to, MergePatch.Apply(from, Difference(from, to)))));

    private static JsonObject Difference(JsonObject from, JsonObject to)
    {
        var difference = new JsonObject(to.Where(p => !JsonNode.DeepEquals(from[p.Key], p.Value)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        foreach (var (key, _) in from)
        {
            if (!to.ContainsKey(key))
                difference[key] = null;
        }
        return difference;
    }

    private static void Refused(Action act)
    {
        try
        {
            act();
        }
        catch (KubeApiException)
        {
            // In words that a client understands.
        }
    }
}
