using System.Text.Json.Nodes;
using Geofed.Model.Yaml;

namespace Geofed.Model.Tests.Yaml;

public class YamlTextTests
{
    [Fact]
    public void What_is_written_reads_back()
    {
        var document = JsonNode.Parse("""
            {"text":"a","looks":["yes","12","0x1F","null","~","","1e3","- x","a: b","#c"," lead","trail "],"lines":"one\ntwo\n","open":"one\ntwo","tail":"one \ntwo",
             "n":12,"f":0.5,"b":false,"z":null,"o":{},"l":[],"deep":[{"a":["p",2],"z":1},[[1]]],"yes":"key","multi\nline":1,"bell":"\u0007\n"}
            """)!;
        Assert.Equal(document.ToJsonString(), YamlText.ReadOne(YamlText.Write(document))?.ToJsonString());
    }

    [Fact]
    public void Blocks_look_as_people_write_them()
    {
        var document = JsonNode.Parse("""{"db":{"host":"db.local","port":5432},"features":["a",{"a":1,"b":"x\ny\n"}]}""");
        Assert.Equal("db:\n  host: db.local\n  port: 5432\nfeatures:\n- a\n- a: 1\n  b: |\n    x\n    y\n", YamlText.Write(document));
    }

    [Fact]
    public void Anchors_and_merge_keys_are_resolved() => Assert.Equal(
        """{"base":{"a":1,"b":2},"one":{"b":3,"a":1}}""",
        YamlText.ReadOne("base: &base\n  a: 1\n  b: 2\none:\n  <<: *base\n  b: 3\n")?.ToJsonString());

    [Theory]
    [InlineData("ok: 1\na: b: c\n", 2)]
    [InlineData("ok: 1\n? {a: b}\n: 2\n", 2)]
    [InlineData("ok: 1\nno: !!] x\n", 2)]
    [InlineData("- :", 2)]
    public void What_is_not_YAML_is_told_with_its_line(string text, long line) => Assert.Equal(line, Assert.Throws<YamlFormatException>(() => YamlText.Read(text)).Line);

    [Fact]
    public void A_text_nested_too_deep_is_refused() =>
        Assert.Contains("too deep", Assert.Throws<YamlFormatException>(() => YamlText.Read(new string('[', 300) + new string(']', 300))).Message, StringComparison.Ordinal);
}
