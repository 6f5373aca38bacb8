using Geofed.ApiServer.Tests.Strategies;
using Xunit;

namespace Geofed.ApiServer.Tests.CustomResources;

public class DefinitionRulesTests
{
    private const string Version = """{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}""";

    private static string Definition(string versions, string more = "", string names = "", string annotations = "{}", string group = "demo.example.com") => $$$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.{{{group}}}","annotations":{{{annotations}}}},
         "spec":{"group":"{{{group}}}","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"{{{names}}}},"versions":[{{{versions}}}]{{{more}}}}}
        """;

    private static string WithSchema(string schema, string more = "") => Definition($$$"""{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{{{schema}}}}{{{more}}}}""");

    private static string WithProperty(string property) => WithSchema($$"""{"type":"object","properties":{"spec":{{property}} } }""");

    private static void Refused(string text, string? cause)
    {
        var refusal = Written.Refusal("apiextensions.k8s.io", "customresourcedefinitions", text);
        if (cause is null)
            Assert.Null(refusal);
        else
            Assert.EndsWith($" is invalid: {cause}", refusal, StringComparison.Ordinal);
    }

    private const string At = "spec.validation.openAPIV3Schema.properties[spec]";

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", At + ".properties[a].type: Required value: must not be empty for specified object fields")]
    [InlineData("""{"type":"array"}""", At + ".items: Required value: must be specified")]
    [InlineData("""{"type":"array","items":{}}""", At + ".items.type: Required value: must not be empty for specified array items")]
    [InlineData("""{"type":"array","items":[{"type":"string"}]}""", At + ".items: Forbidden: items must be a schema object and not an array")]
    [InlineData("""{"type":"text"}""", At + """.type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string" """)]
    [InlineData("""{"type":"object","$ref":"#/x"}""", At + ".$ref: Forbidden: $ref is not supported")]
    [InlineData("""{"type":"object","patternProperties":{"a":{"type":"string"}}}""", At + ".patternProperties: Forbidden: patternProperties is not supported")]
    [InlineData("""{"type":"object","allOf":[{"type":"object"}]}""", At + ".allOf[0].type: Forbidden: must be empty to be structural")]
    [InlineData("""{"type":"object","anyOf":[{"required":["a"],"description":"d"}]}""", At + ".anyOf[0].description: Forbidden: must be empty to be structural")]
    [InlineData("""{"type":"object","not":{"nullable":true}}""", At + ".not.nullable: Forbidden: must be false to be structural")]
    [InlineData("""{"type":"array","items":{"type":"string"},"allOf":[{"items":{"minLength":1}}]}""", null)]
    [InlineData("""{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}""", null)]
    [InlineData("""{"x-kubernetes-int-or-string":true,"allOf":[{"anyOf":[{"type":"integer"},{"type":"string"}]},{"pattern":"^[0-9]+$"}]}""", null)]
    [InlineData("""{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"}]}""", At + ".anyOf[0].type: Forbidden: must be empty to be structural")]
    [InlineData("""{"x-kubernetes-int-or-string":true,"x-kubernetes-preserve-unknown-fields":true}""", At + ".x-kubernetes-preserve-unknown-fields: Invalid value: true: must be false if x-kubernetes-int-or-string is true")]
    [InlineData("""{"type":"object","x-kubernetes-embedded-resource":true}""", At + ".properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields")]
    [InlineData("""{"type":"object","x-kubernetes-embedded-resource":true,"properties":{"kind":{"type":"integer"}}}""", At + """.properties[kind].type: Invalid value: "integer": must be string""")]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":false}""", At + ".x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined")]
    [InlineData("""{"type":"array","uniqueItems":true,"items":{"type":"string"}}""", At + ".uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":{"type":"string"}}""", At + ".additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"}}}}""",
        At + ".items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","required":["k"],"properties":{"k":{"type":"string","nullable":true}}}}""",
        At + ".items.properties[k].nullable: Forbidden: this property is in x-kubernetes-list-map-keys, so it cannot be nullable")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string","nullable":true}}""", At + ".items.nullable: Forbidden: cannot be nullable when x-kubernetes-list-type is set")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"set","items":{"type":"object"}}""", At + ".items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set")]
    [InlineData("""{"type":"string","default":1}""", At + """.default: Invalid value: "integer":  in body must be of type string: "integer" """)]
    [InlineData("""{"type":"object","default":{"b":1},"properties":{"a":{"type":"integer"}}}""", At + """.default: Invalid value: {"b":1}: must not have unknown fields""")]
    [InlineData("""{"type":"object","default":{"a":"x"},"properties":{"a":{"type":"integer"}}}""", At + """.default.a: Invalid value: "string": a in body must be of type integer: "string" """)]
    [InlineData("""{"type":"string","pattern":"^a","default":"b"}""", At + """.default: Invalid value: "b":  in body should match '^a'""")]
    [InlineData("""{"type":"object","x-kubernetes-validations":[{"rule":" "}]}""", At + ".x-kubernetes-validations[0].rule: Required value: rule is not specified")]
    [InlineData("""{"type":"object","x-kubernetes-validations":[{"rule":"true","reason":"Bad"}]}""",
        At + """.x-kubernetes-validations[0].reason: Unsupported value: "Bad": supported values: "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired" """)]
    [InlineData("""{"type":"object","x-kubernetes-validations":[{"rule":"true","fieldPath":".x"}]}""", At + """.x-kubernetes-validations[0].fieldPath: Invalid value: ".x": must be a valid path""")]
    public void Schemas(string property, string? cause) => Refused(WithProperty(property), cause?.TrimEnd());

    [Theory]
    [InlineData("""{"type":"object","nullable":true}""", "spec.validation.openAPIV3Schema.nullable: Forbidden: nullable cannot be true at the root")]
    [InlineData("""{"type":"string"}""", """spec.validation.openAPIV3Schema.type: Invalid value: "string": must be object at the root""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", "spec.validation.openAPIV3Schema.additionalProperties: Forbidden: must not be used at the root")]
    [InlineData("""{"type":"object","properties":{"metadata":{"type":"object","properties":{"name":{"type":"string","maxLength":5}}}}}""", null)]
    [InlineData("""{"type":"object","properties":{"metadata":{"type":"object","properties":{"labels":{"type":"object"}}}}}""",
        "spec.validation.openAPIV3Schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified")]
    [InlineData("""{"type":"object","properties":{"kind":{"type":"string","default":"X"}}}""", "spec.validation.openAPIV3Schema.properties[kind].default: Forbidden: must not be set in top-level kind")]
    [InlineData("""{"type":"object","oneOf":[{"properties":{"a":{"minimum":1}}}]}""",
        "spec.validation.openAPIV3Schema.properties[a]: Required value: because it is defined in spec.validation.openAPIV3Schema.oneOf[0].properties[a]")]
    public void Roots(string schema, string? cause) => Refused(WithSchema(schema), cause);

    [Theory]
    [InlineData(""" ,"selectableFields":[{"jsonPath":".spec.color"}] """, null)]
    [InlineData(""" ,"selectableFields":[{"jsonPath":".spec.size"},{"jsonPath":".spec.size"}] """, """spec.selectableFields[1].jsonPath: Duplicate value: ".spec.size" """)]
    [InlineData(""" ,"selectableFields":[{"jsonPath":".spec.none"}] """, """spec.selectableFields[0].jsonPath: Invalid value: ".spec.none": is an invalid path: does not refer to a valid field""")]
    [InlineData(""" ,"selectableFields":[{"jsonPath":".spec['color']"}] """, """spec.selectableFields[0].jsonPath: Invalid value: ".spec['color']": is an invalid path: array notation is not allowed""")]
    [InlineData(""" ,"selectableFields":[{"jsonPath":".spec"}] """,
        """spec.selectableFields[0].jsonPath: Invalid value: ".spec": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.""")]
    [InlineData(""" ,"selectableFields":[{"jsonPath":""}] """, "spec.selectableFields[0].jsonPath: Required value")]
    [InlineData(""" ,"additionalPrinterColumns":[{"name":"a","type":"string"}] """, "spec.additionalPrinterColumns[0].JSONPath: Required value")]
    [InlineData(""" ,"additionalPrinterColumns":[{"name":"a","type":"string","jsonPath":"spec"}] """,
        """spec.additionalPrinterColumns[0].JSONPath: Invalid value: "spec": must be a simple json path starting with .""")]
    [InlineData(""" ,"additionalPrinterColumns":[{"name":"a","type":"text","jsonPath":".spec"}] """,
        """spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of boolean,date,integer,number,string""")]
    [InlineData(""" ,"subresources":{"scale":{"specReplicasPath":".replicas","statusReplicasPath":"status.replicas"}} """,
        """[spec.subresources.scale.specReplicasPath: Invalid value: ".replicas": should be a json path under .spec, spec.subresources.scale.statusReplicasPath: Invalid value: "status.replicas": must be a simple json path starting with .]""")]
    [InlineData(""" ,"deprecated":true,"deprecationWarning":"" """, """spec.versions[0].deprecationWarning: Invalid value: "": must not be an empty string""")]
    [InlineData(""" ,"deprecationWarning":"old" """, """spec.versions[0].deprecationWarning: Invalid value: "old": can only be set for deprecated versions""")]
    public void Versions(string more, string? cause) =>
        Refused(WithSchema("""{"type":"object","properties":{"spec":{"type":"object","properties":{"color":{"type":"string"},"size":{"type":"integer"}}}}}""", more), cause?.TrimEnd());

    [Theory]
    [InlineData(""" ,"conversion":{"strategy":"Other"} """, """spec.conversion.strategy: Unsupported value: "Other": supported values: "None", "Webhook" """)]
    [InlineData(""" ,"conversion":{"strategy":"Webhook"} """,
        "[spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook, spec.conversion.conversionReviewVersions: Required value]")]
    [InlineData(""" ,"conversion":{"strategy":"Webhook","webhook":{"clientConfig":{"url":"http://x/y"},"conversionReviewVersions":["v2"]}} """,
        "[spec.conversion.webhookClientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path], "
        + "spec.conversion.conversionReviewVersions: Invalid value: [\"v2\"]: must include at least one of v1, v1beta1]")]
    [InlineData(""" ,"preserveUnknownFields":true """,
        "spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead")]
    public void Conversions(string more, string cause) => Refused(Definition(Version, more), cause.TrimEnd());

    [Theory]
    [InlineData("{}", """metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111""")]
    [InlineData("""{"api-approved.kubernetes.io":"yes"}""",
        """metadata.annotations[api-approved.kubernetes.io]: Invalid value: "yes": protected groups must have approval annotation "api-approved.kubernetes.io" with either a URL or a reason starting with "unapproved", see https://github.com/kubernetes/enhancements/pull/1111""")]
    [InlineData("""{"api-approved.kubernetes.io":"unapproved, a trial"}""", null)]
    [InlineData("""{"api-approved.kubernetes.io":"https://example.com/1"}""", null)]
    public void Approvals(string annotations, string? cause) => Refused(Definition(Version, annotations: annotations, group: "demo.k8s.io"), cause);

    [Fact]
    public void VersionsThatShareASchemaMayNotSelectDifferently() => Refused(
        Definition(Version.Replace("}}}", """}},"selectableFields":[{"jsonPath":".x"}]}""", StringComparison.Ordinal) + "," + Version.Replace("v1", "v2", StringComparison.Ordinal).Replace("\"storage\":true", "\"storage\":false", StringComparison.Ordinal)),
        "spec.versions[0].selectableFields: Invalid value: \"\": may only be set when `version.schema.openAPIV3Schema` is not included");

    [Theory]
    [InlineData("""{"spec":{"scope":"Cluster"}}""", null)]
    [InlineData("""{"spec":{"group":"other.example.com"}}""", """spec.group: Invalid value: "other.example.com": field is immutable""")]
    [InlineData("""{"spec":{"names":{"plural":"gadgets"}}}""", """spec.names.plural: Invalid value: "gadgets": field is immutable""")]
    [InlineData("""{"spec":{"versions":[{"name":"v2","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}""",
        "status.storedVersions[0]: Invalid value: \"v1\": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration "
        + "ensures no data remains persisted in v1 and removes v1 from status.storedVersions")]
    public void Changes(string merge, string? cause)
    {
        var refusal = Written.RefusalOfChange("apiextensions.k8s.io", "customresourcedefinitions", Definition(Version), merge);
        if (cause is null)
            Assert.Null(refusal);
        else
            Assert.EndsWith($" is invalid: {cause}", refusal, StringComparison.Ordinal);
    }
}
