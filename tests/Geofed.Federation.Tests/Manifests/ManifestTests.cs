using Geofed.Model;

namespace Geofed.Federation.Tests.Manifests;

public class ManifestTests
{
    private const string ConfigMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    [Fact]
    public void Documents_are_read_in_order_and_empty_ones_left_out()
    {
        var objects = Manifest.Read(ConfigMap + "---\n# nothing here\n---\n" + ConfigMap.Replace("name: a", "name: b", StringComparison.Ordinal), "two.yaml");
        Assert.Equal(["a", "b"], objects.Select(o => o.Name()));
    }

    [Fact]
    public void Json_is_a_manifest_too() =>
        Assert.Equal("a", Manifest.Read("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""", "a.json").Single().Name());

    [Fact]
    public void Lists_are_opened()
    {
        var list = "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n";
        Assert.Equal(["a", "b"], Manifest.Read(list, "list.yaml").Select(o => o.Name()));
    }

    [Fact]
    public void Anchors_and_merge_keys_are_resolved_and_own_keys_win()
    {
        var o = Manifest.Read("apiVersion: v1\nkind: X\nbase: &b {cpu: 1, memory: 2}\nuse: {<<: *b, cpu: 3}\n", "x").Single();
        Assert.Equal(3, o.Int("use", "cpu"));
        Assert.Equal(2, o.Int("use", "memory"));
        Assert.Null(o.At("use", "<<"));
    }

    [Fact]
    public void Quoted_scalars_stay_text()
    {
        var o = Manifest.Read("apiVersion: v1\nkind: X\na: \"8080\"\nb: 'true'\nc: |\n  12\n", "x").Single();
        Assert.Equal("8080", o.Str("a"));
        Assert.Equal("true", o.Str("b"));
        Assert.Equal("12\n", o.Str("c"));
    }

    [Theory]
    [InlineData("a: b: c", "serve.yaml is not YAML: line 1")]
    [InlineData("a: 1\nb: [1, 2", "serve.yaml is not YAML: line 3")]
    [InlineData("a: 1\na: 2", "serve.yaml is not")]
    [InlineData("just a sentence", "serve.yaml, document 1 is not a Kubernetes object but the text 'just a sentence'")]
    [InlineData("- a\n- b", "serve.yaml, document 1 is not a Kubernetes object but a list")]
    [InlineData("kind: Pod", "serve.yaml, document 1 is not a Kubernetes object: it has no apiVersion")]
    [InlineData("apiVersion: v1", "serve.yaml, document 1 is not a Kubernetes object: it has no kind")]
    [InlineData("", "serve.yaml is empty")]
    [InlineData("---\n---\n", "serve.yaml is empty")]
    public void What_is_no_manifest_is_refused_and_the_message_says_where(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<ManifestException>(() => Manifest.Read(text, "serve.yaml")).Message, StringComparison.Ordinal);
}
