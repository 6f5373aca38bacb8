using Geofed.ApiServer.Strategies;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Strategies;

public class MetadataTests
{
    private static string? Refusal(string meta)
    {
        var errors = new FieldErrors();
        ObjectMetaRules.Validate(Written.Json($$$"""{"metadata":{{{meta}}}}"""), errors, namespaced: true);
        return errors.Any ? errors.ToException(new GroupVersionKind("", "v1", "ConfigMap"), "x").Message : null;
    }

    [Theory]
    [InlineData("""{"name":"a.b","namespace":"n"}""", null)]
    [InlineData("""{"namespace":"n"}""", "metadata.name: Required value: name or generateName is required")]
    [InlineData("""{"name":"a"}""", "metadata.namespace: Required value")]
    [InlineData("""{"name":"a","namespace":"n","finalizers":["x"]}""", null)]
    [InlineData("""{"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p"}]}""", "metadata.ownerReferences.uid: Invalid value: \"\": must not be empty")]
    public void Metadata_is_held_to_its_rules(string meta, string? cause) =>
        Assert.Equal(cause is null ? null : $"ConfigMap \"x\" is invalid: {cause}", Refusal(meta));

    [Fact]
    public void A_bad_label_names_its_key() => Assert.StartsWith("ConfigMap \"x\" is invalid: metadata.labels: Invalid value: \"a b\": name part must consist of",
        Refusal("""{"name":"a","namespace":"n","labels":{"a b":""}}"""), StringComparison.Ordinal);

    [Fact]
    public void No_finalizer_is_added_to_what_is_being_deleted()
    {
        var old = Written.Json("""{"metadata":{"name":"a","namespace":"n","deletionTimestamp":"2026-01-01T00:00:00Z","finalizers":["a/b"]}}""");
        var obj = Written.Json("""{"metadata":{"name":"a","namespace":"n","deletionTimestamp":"2026-01-01T00:00:00Z","finalizers":["a/b","c/d"]}}""");
        var errors = new FieldErrors();
        ObjectMetaRules.ValidateUpdate(obj, old, errors, namespaced: true);
        const string cause = "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"c/d\"}";
        Assert.Equal([cause, cause], errors.All.Select(e => e.Message));
        Assert.Equal($"ConfigMap \"a\" is invalid: metadata.finalizers: {cause}", errors.ToException(new GroupVersionKind("", "v1", "ConfigMap"), "a").Message);
    }

    [Theory]
    [InlineData("a\"b\n", "\"a\\\"b\\n\"")]
    [InlineData("é", "\"é\"")]
    public void Text_is_quoted_as_Go_does(string text, string quoted) => Assert.Equal(quoted, FieldErrors.Quote(text));
}
