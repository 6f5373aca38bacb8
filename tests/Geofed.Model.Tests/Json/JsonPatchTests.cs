using System.Text.Json.Nodes;

namespace Geofed.Model.Tests.Json;

public class JsonPatchTests
{
    [Theory]
    [InlineData("""{"op":"add","path":"/a/-","value":3}""", """{"a":[1,2,3],"b/c":{"d":null}}""")]
    [InlineData("""{"op":"add","path":"/a/0","value":3}""", """{"a":[3,1,2],"b/c":{"d":null}}""")]
    [InlineData("""{"op":"add","path":"/a/-1","value":3}""", """{"a":[1,2,3],"b/c":{"d":null}}""")]
    [InlineData("""{"op":"replace","path":"/a","value":0}""", """{"a":0,"b/c":{"d":null}}""")]
    [InlineData("""{"op":"replace","path":"/a/-1","value":0}""", """{"a":[1,0],"b/c":{"d":null}}""")]
    [InlineData("""{"op":"remove","path":"/b~1c/d"}""", """{"a":[1,2],"b/c":{}}""")]
    [InlineData("""{"op":"move","from":"/a/0","path":"/b~1c/e"}""", """{"a":[2],"b/c":{"d":null,"e":1}}""")]
    [InlineData("""{"op":"copy","from":"/a","path":"/c"}""", """{"a":[1,2],"b/c":{"d":null},"c":[1,2]}""")]
    [InlineData("""{"op":"test","path":"/missing","value":null}""", """{"a":[1,2],"b/c":{"d":null}}""")]
    [InlineData("""{"op":"replace","path":"","value":{"k":1}}""", """{"k":1}""")]
    public void Operations_do_what_RFC_6902_says(string operation, string expected)
    {
        var document = JsonNode.Parse("""{"a":[1,2],"b/c":{"d":null}}""")!;
        var before = document.ToJsonString();
        Assert.Equal(expected, JsonPatch.Apply(document, [JsonNode.Parse(operation)])?.ToJsonString());
        Assert.Equal(before, document.ToJsonString());
    }

    [Theory]
    [InlineData("""{"op":"remove","path":"/missing"}""", "there is nothing at /missing")]
    [InlineData("""{"op":"replace","path":"/a/-","value":1}""", "there is nothing at /a/-")]
    [InlineData("""{"op":"add","path":"/x/y","value":1}""", "there is nothing at /x/y")]
    [InlineData("""{"op":"add","path":"/a/3","value":1}""", "there is nothing at /a/3")]
    [InlineData("""{"op":"test","path":"/a/0","value":2}""", "the value at /a/0 is not what the patch tests for")]
    [InlineData("""{"op":"grow","path":"/a"}""", "\"grow\" is no operation of a JSON patch")]
    [InlineData("""{"op":"remove","path":"a"}""", "\"a\" is no path: it must begin with /")]
    public void What_does_not_fit_is_told(string operation, string problem) => Assert.Equal(
        problem, Assert.Throws<JsonPatchException>(() => JsonPatch.Apply(JsonNode.Parse("""{"a":[1,2]}"""), [JsonNode.Parse(operation)])).Message);
}
