using System.Text.Json.Nodes;
using Geofed.ApiServer.Tests.Rest;
using Geofed.ApiServer.Tests.Strategies;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.CustomResources;

/// <summary>Custom resources as they are written and read.</summary>
public class CustomResourceTests
{
    private static readonly ResourceCollection Definitions = new(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"));

    private static ResourceCollection Widgets(string version = "v1") => new(new("demo.example.com", version, "widgets"), "default");

    private static string Version(string name, string spec, bool isStorage = true, string more = "") => $$$"""
        {"name":"{{{name}}}","served":true,"storage":{{{(isStorage ? "true" : "false")}}}{{{more}}},
         "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{{{spec}}},"status":{"type":"object","x-kubernetes-preserve-unknown-fields":true} } } } }
        """;

    private static JsonObject Definition(string versions, string plural = "widgets", string names = "") => Written.Json($$$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"{{{plural}}}.demo.example.com"},
         "spec":{"group":"demo.example.com","scope":"Namespaced","names":{"plural":"{{{plural}}}","kind":"{{{char.ToUpperInvariant(plural[0])}}}{{{plural[1..^1]}}}"{{{names}}}},"versions":[{{{versions}}}]}}
        """);

    private static JsonObject Widget(string spec, string version = "v1") =>
        Written.Json($$"""{"apiVersion":"demo.example.com/{{version}}","kind":"Widget","metadata":{"name":"w"},"spec":{{spec}}}""");

    private static Task<JsonObject> Condition(TestApi test, string name, string type) =>
        Seen(test, e => e.Type != WatchEventType.Deleted && e.Object.Name() == name && e.Object.Objects("status", "conditions").Any(c => c.Str("type") == type));

    /// <summary>The first definition that a watch, which begins with what is there, shows so.</summary>
    private static async Task<JsonObject> Seen(TestApi test, Func<WatchEvent, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var e in test.Api.WatchAsync(Definitions, new(), patience.Token))
        {
            if (holds(e))
                return e.Object;
        }
        throw new TimeoutException();
    }

    private static async Task<TestApi> Serving(string versions)
    {
        var test = await TestApi.OpenAsync();
        await test.Api.CreateAsync(Definitions, Definition(versions), new(), default);
        await Condition(test, "widgets.demo.example.com", "Established");
        return test;
    }

    private static async Task Redefine(TestApi test, string versions) => await test.Api.PatchAsync(Definitions.Named("widgets.demo.example.com"), PatchKind.Merge,
        new JsonObject { ["spec"] = new JsonObject { ["versions"] = JsonNode.Parse($"[{versions}]") } }, new(), default);

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"a":"x","b":1}""", """{"a":"x"}""")]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"a":{"type":"object","properties":{"b":{"type":"string"}}}}}""",
        """{"x":{"y":1},"a":{"b":"c","d":1}}""", """{"x":{"y":1},"a":{"b":"c"}}""")]
    [InlineData("""{"type":"object","properties":{"l":{"type":"array","x-kubernetes-preserve-unknown-fields":true,"items":{"type":"object"}}}}""", """{"l":[{"any":1}]}""", """{"l":[{"any":1}]}""")]
    [InlineData("""{"type":"object","properties":{"r":{"type":"object","x-kubernetes-embedded-resource":true,"properties":{"spec":{"type":"object"}}}}}""",
        """{"r":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"a":1},"other":1}}""", """{"r":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","nullable":true,"default":"d"},"b":{"type":"string","default":"d"},"c":{"type":"string"}}}""",
        """{"a":null,"b":null,"c":null}""", """{"a":null,"b":"d"}""")]
    [InlineData("""{"type":"object","properties":{"m":{"type":"object","additionalProperties":{"type":"object","properties":{"n":{"type":"integer","default":3}}}}}}""",
        """{"m":{"x":{},"y":null}}""", """{"m":{"x":{"n":3}}}""")]
    [InlineData("""{"type":"object","properties":{"l":{"type":"array","items":{"type":"object","properties":{"n":{"type":"integer","default":3}}}}}}""", """{"l":[{},{"n":1}]}""", """{"l":[{"n":3},{"n":1}]}""")]
    [InlineData("""{"type":"object","properties":{"p":{"x-kubernetes-int-or-string":true}}}""", """{"p":"http"}""", """{"p":"http"}""")]
    public async Task WhatTheSchemaDoesNotHaveIsDroppedAndItsDefaultsAreFilledIn(string schema, string written, string stored)
    {
        await using var test = await Serving(Version("v1", schema));
        var made = await test.Api.CreateAsync(Widgets(), Widget(written), new() { FieldValidation = "Ignore" }, default);
        Assert.Equal(JsonNode.Parse(stored)!.ToJsonString(), made["spec"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"s":["a","b","a"]}""", """spec.s[2]: Duplicate value: "a" """)]
    [InlineData("""{"m":[{"k":"a"},{"k":"a"}]}""", """spec.m[1]: Duplicate value: {"k":"a"}""")]
    [InlineData("""{"p":true}""", """spec.p: Invalid value: "boolean": spec.p in body must be of type integer,string: "boolean" """)]
    [InlineData("""{"r":{"kind":"a b"}}""", "[spec.r.apiVersion: Required value, spec.r.kind: Invalid value: \"a b\": may have mixed case, but should otherwise match: "
        + "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')]")]
    [InlineData("""{"u":"x"}""", """spec.u: Invalid value: "x": spec.u in body must be of type ipv4: "x" """)]
    public async Task ValuesAreHeldToTheSchema(string spec, string cause)
    {
        await using var test = await Serving(Version("v1", """
            {"type":"object","properties":{"s":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
             "m":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","required":["k"],"properties":{"k":{"type":"string"}}}},
             "p":{"x-kubernetes-int-or-string":true},"u":{"type":"string","format":"ipv4"},
             "r":{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true}}}
            """));
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => test.Api.CreateAsync(Widgets(), Widget(spec), new(), default));
        Assert.Equal($"Widget.demo.example.com \"w\" is invalid: {cause.TrimEnd()}", refusal.Message);
    }

    [Fact]
    public async Task WhatWasWrongAlreadyMayStayButNotChange()
    {
        const string Loose = """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"},"l":{"type":"array","items":{"type":"string"}}}}""";
        const string Strict = """{"type":"object","properties":{"a":{"type":"string","maxLength":2},"b":{"type":"string"},"l":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}}}""";
        await using var test = await Serving(Version("v1", Loose));
        await test.Api.CreateAsync(Widgets(), Widget("""{"a":"long","b":"x","l":["d","d"]}"""), new(), default);
        await Redefine(test, Version("v1", Strict));
        async Task<string?> Patch(string spec)
        {
            try
            {
                await test.Api.PatchAsync(Widgets().Named("w"), PatchKind.Merge, new JsonObject { ["spec"] = JsonNode.Parse(spec) }, new(), default);
                return null;
            }
            catch (KubeApiException e)
            {
                return e.Message;
            }
        }
        Assert.Null(await Patch("""{"b":"y"}"""));
        Assert.Equal("Widget.demo.example.com \"w\" is invalid: spec.a: Too long: may not be more than 2 bytes", await Patch("""{"a":"longer"}"""));
        Assert.Null(await Patch("""{"l":["d","e"]}"""));
        Assert.Equal("Widget.demo.example.com \"w\" is invalid: spec.l[1]: Duplicate value: \"d\"", await Patch("""{"l":["d","d"]}"""));
    }

    [Fact]
    public async Task VersionsHoldWhatTheirSchemasHave()
    {
        const string One = """{"type":"object","properties":{"a":{"type":"string"},"d":{"type":"string","default":"one"}}}""";
        const string Two = """{"type":"object","properties":{"a":{"type":"string"},"d":{"type":"string"},"e":{"type":"string"}}}""";
        await using var test = await Serving(Version("v1", One) + "," + Version("v2", Two, isStorage: false));
        var made = await test.Api.CreateAsync(Widgets("v2"), Widget("""{"a":"x","e":"y"}""", "v2"), new(), default);
        Assert.Equal("demo.example.com/v2", made.Str("apiVersion"));
        Assert.Equal("""{"a":"x","d":"one"}""", made["spec"]!.ToJsonString());
        Assert.Equal("""{"a":"x","d":"one"}""", (await test.Api.GetAsync(Widgets().Named("w"), default))["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task WhatIsStoredIsReadByTheSchemaOfToday()
    {
        await using var test = await Serving(Version("v1", """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}"""));
        await test.Api.CreateAsync(Widgets(), Widget("""{"a":"x","b":"y"}"""), new(), default);
        await Redefine(test, Version("v1", """{"type":"object","properties":{"a":{"type":"string"},"c":{"type":"string","default":"z"}}}"""));
        Assert.Equal("""{"a":"x","c":"z"}""", (await test.Api.GetAsync(Widgets().Named("w"), default))["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task AStorageVersionIsAddedToThoseThatWereStored()
    {
        const string Spec = """{"type":"object"}""";
        await using var test = await Serving(Version("v1", Spec));
        await Redefine(test, Version("v1", Spec, isStorage: false) + "," + Version("v2", Spec));
        var definition = await test.Api.GetAsync(Definitions.Named("widgets.demo.example.com"), default);
        Assert.Equal(["v1", "v2"], definition.Strings("status", "storedVersions"));
        Assert.Equal(2, definition.Int("metadata", "generation"));
    }

    [Fact]
    public async Task ASecondDefinitionDoesNotGetTheShortNamesOfTheFirst()
    {
        await using var test = await TestApi.OpenAsync();
        const string Spec = """{"type":"object"}""";
        await test.Api.CreateAsync(Definitions, Definition(Version("v1", Spec), names: ""","shortNames":["w"]"""), new(), default);
        await Condition(test, "widgets.demo.example.com", "Established");
        await test.Api.CreateAsync(Definitions, Definition(Version("v1", Spec), plural: "wheels", names: ""","shortNames":["w"],"categories":["all"]"""), new(), default);
        var second = await Condition(test, "wheels.demo.example.com", "NamesAccepted");
        var names = second.Objects("status", "conditions").Single(c => c.Str("type") == "NamesAccepted");
        Assert.Equal(("False", "ShortNamesConflict", "\"w\" is already in use"), (names.Str("status"), names.Str("reason"), names.Str("message")));
        Assert.Equal("NotAccepted", second.Objects("status", "conditions").Single(c => c.Str("type") == "Established").Str("reason"));
    }

    [Fact]
    public async Task FieldsThatAreSelectableAreSelectedBy()
    {
        await using var test = await Serving(Version("v1", """{"type":"object","properties":{"color":{"type":"string"}}}""", more: ""","selectableFields":[{"jsonPath":".spec.color"}]"""));
        await test.Api.CreateAsync(Widgets(), Widget("""{"color":"red"}"""), new(), default);
        Assert.Single((await test.Api.ListAsync(Widgets(), new() { FieldSelector = "spec.color=red" }, default)).Items);
        Assert.Empty((await test.Api.ListAsync(Widgets(), new() { FieldSelector = "spec.color=blue" }, default)).Items);
        await Assert.ThrowsAsync<KubeApiException>(() => test.Api.ListAsync(Widgets(), new() { FieldSelector = "spec.size=1" }, default));
    }

    [Fact]
    public async Task FormatsThatNobodyKnowsAreWarnedOf()
    {
        await using var test = await TestApi.OpenAsync();
        var warnings = new List<string>();
        var definition = Definition(Version("v1", """{"type":"object","properties":{"a":{"type":"string","format":"none"},"b":{"type":"integer","format":"int64"}}}"""));
        await test.Api.CreateAsync(Definitions, definition, new() { OnWarning = warnings.Add }, default);
        Assert.Equal(["unrecognized format \"none\""], warnings);
    }

    [Fact]
    public async Task ADefinitionGoesWhenTheLastOfItsInstancesHas()
    {
        const string Name = "widgets.demo.example.com";
        await using var test = await Serving(Version("v1", """{"type":"object"}"""));
        var held = Widget("{}");
        held.Ensure("metadata")["finalizers"] = new JsonArray("demo.example.com/held");
        await test.Api.CreateAsync(Widgets(), held, new(), default);
        var free = Widget("{}");
        free.Ensure("metadata")["name"] = "free";
        await test.Api.CreateAsync(Widgets(), free, new(), default);

        await test.Api.DeleteAsync(Definitions.Named(Name), new(), default);
        await Seen(test, e => e.Object.Objects("status", "conditions").Any(c => c.Str("type") == "Terminating" && c.Str("reason") == "InstanceDeletionInProgress"));
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => test.Api.CreateAsync(Widgets(), free, new(), default));
        Assert.Equal(405, refusal.Code);

        await test.Api.PatchAsync(Widgets().Named("w"), PatchKind.Merge, new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } }, new(), default);
        await Seen(test, e => e.Type == WatchEventType.Bookmark || e.Type == WatchEventType.Deleted && e.Object.Name() == Name);
        Assert.Empty((await test.Api.ListAsync(Definitions, new(), default)).Items);
    }
}
