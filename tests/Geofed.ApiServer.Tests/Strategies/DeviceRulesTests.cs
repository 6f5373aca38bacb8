using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Strategies;

/// <summary>What is refused of the kinds of resource.k8s.io.</summary>
public class DeviceRulesTests
{
    private const string Claims = "resourceclaims";
    private const string Label = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private const string Taken = """{"name":"r","exactly":{"deviceClassName":"c"}}""";

    private static void Refused(string? resource, string kind, string spec, string? cause)
    {
        var refusal = Written.Refusal("resource.k8s.io", resource!, $$"""{"apiVersion":"resource.k8s.io/v1","kind":"{{kind}}","metadata":{"name":"x"},"spec":{{spec}}}""");
        if (cause is null)
            Assert.Null(refusal);
        else
            Assert.EndsWith($" \"x\" is invalid: {cause}", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($$"""{"requests":[{{Taken}}]}""", null)]
    [InlineData("""{"requests":[{"exactly":{"deviceClassName":"c"}}]}""", "spec.devices.requests[0].name: Invalid value: \"\": " + Label)]
    [InlineData($$"""{"requests":[{{Taken}},{{Taken}}]}""", "spec.devices.requests[1]: Duplicate value: \"r\"")]
    [InlineData("""{"requests":[{"name":"r","exactly":{"allocationMode":"All","count":1,"selectors":[{}],"tolerations":[{"operator":"Exists","value":"v","effect":"Never"}]}}]}""",
        "[spec.devices.requests[0].exactly.deviceClassName: Required value, spec.devices.requests[0].exactly.selectors[0].cel: Required value, spec.devices.requests[0].exactly.count: Invalid value: 1: must not be specified when allocationMode is 'All', "
        + "spec.devices.requests[0].exactly.tolerations[0].value: Invalid value: \"v\": must be empty for operator `Exists`, spec.devices.requests[0].exactly.tolerations[0].effect: Unsupported value: \"Never\": supported values: \"NoExecute\", \"NoSchedule\", \"None\"]")]
    [InlineData($$"""{"requests":[{{Taken}}],"constraints":[{}]}""", "spec.devices.constraints[0]: Required value: exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields are set")]
    [InlineData($$"""{"requests":[{{Taken}}],"constraints":[{"requests":["s"],"matchAttribute":"model"}]}""",
        "[spec.devices.constraints[0].requests[0]: Invalid value: \"s\": must be the name of a request in the claim or the name of a request and a subrequest separated by '/', spec.devices.constraints[0].matchAttribute: Invalid value: \"model\": a fully qualified name must be a domain and a name separated by a slash]")]
    [InlineData($$$"""{"requests":[{{{Taken}}}],"config":[{"requests":["r"]},{"opaque":{"driver":"d","parameters":[]}}]}""",
        "[spec.devices.config[0].opaque: Required value, spec.devices.config[1].opaque.parameters: Invalid value: \"<value omitted>\": must be a valid JSON object]")]
    public void Claims_ask_for_devices(string devices, string? cause) => Refused(Claims, "ResourceClaim", $$"""{"devices":{{devices}}}""", cause);

    [Fact]
    public void A_claim_does_not_change_and_is_shown_as_Go_has_it() => Assert.EndsWith(
        "spec: Invalid value: {\"Devices\":{\"Requests\":[{\"Name\":\"q\",\"Exactly\":{\"DeviceClassName\":\"c\",\"Selectors\":null,\"AllocationMode\":\"ExactCount\",\"Count\":1,\"AdminAccess\":null,\"Tolerations\":null,\"Capacity\":null},\"FirstAvailable\":null}],"
        + "\"Constraints\":null,\"Config\":null}}: field is immutable",
        Written.RefusalOfChange("resource.k8s.io", Claims, $$$"""{"kind":"ResourceClaim","metadata":{"name":"x"},"spec":{"devices":{"requests":[{{{Taken}}}]} }}""",
            """{"spec":{"devices":{"requests":[{"name":"q","exactly":{"deviceClassName":"c"}}]}}}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"reservedFor":[{"resource":"pods","name":"p","uid":"u"}]}""", "status.reservedFor: Forbidden: may not be specified when `allocated` is not set")]
    [InlineData("""{"allocation":{"devices":{"results":[{"request":"s","driver":"d","pool":"p","device":"e"}]}}}""",
        "status.allocation.devices.results[0].request: Invalid value: \"s\": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'")]
    [InlineData("""{"allocation":{"devices":{"results":[{"request":"r","driver":"d","pool":"p","device":"e"}]}},"devices":[{"driver":"d","pool":"p","device":"e","conditions":[],"networkData":{"ips":["10.0.0.1"]}}]}""",
        "status.devices[0].networkData.ips[0]: Invalid value: \"10.0.0.1\": must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)")]
    public void What_is_allocated_is_what_was_asked_for(string status, string cause)
    {
        var old = Written.Create("resource.k8s.io", Claims, $$$"""{"kind":"ResourceClaim","metadata":{"name":"x"},"spec":{"devices":{"requests":[{{{Taken}}}]} }}""");
        var obj = old.Copy();
        obj["status"] = Written.Json(status);
        var errors = new FieldErrors();
        BuiltInStrategies.For("resource.k8s.io", Claims).ValidateStatusUpdate(obj, old, errors);
        Assert.Equal(cause, errors.All.Single().ToString());
    }

    [Theory]
    [InlineData("""{"extendedResourceName":"a.b/c"}""", null)]
    [InlineData("""{"extendedResourceName":"cpu","selectors":[{"cel":{"expression":"true"}}]}""", "spec.extendedResourceName: Invalid value: \"cpu\": must be a valid extended resource name")]
    [InlineData("""{"config":[{}]}""", "spec.config[0].opaque: Required value")]
    public void Classes_name_what_they_offer(string spec, string? cause) => Refused("deviceclasses", "DeviceClass", spec, cause);

    [Theory]
    [InlineData("", null)]
    [InlineData(""","allNodes":true""", "spec: Invalid value: \"{`nodeName`, `allNodes`}\": exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required, but multiple fields are set")]
    [InlineData(""","devices":[{"name":"d","nodeName":"n"}]""", "spec.devices[0]: Invalid value: null: `nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec")]
    [InlineData(""","devices":[{"name":"d","attributes":{"a":{"version":"1"},"b":{},"c":{"bool":true,"int":1}}}]""",
        "[spec.devices[0].attributes[a].version: Invalid value: \"1\": must be a string compatible with semver.org spec 2.0.0, spec.devices[0].attributes[b]: Invalid value: \"\": exactly one value must be specified, "
        + "spec.devices[0].attributes[c]: Invalid value: {\"IntValue\":1,\"BoolValue\":true,\"StringValue\":null,\"VersionValue\":null,\"IntValues\":null,\"BoolValues\":null,\"StringValues\":null,\"VersionValues\":null}: exactly one value must be specified]")]
    [InlineData(""","devices":[{"name":"d","capacity":{"m":{"value":"4","requestPolicy":{"default":"1"}}}}]""", "spec.devices[0].capacity[m].requestPolicy: Forbidden: allowMultipleAllocations must be true")]
    [InlineData(""","devices":[{"name":"d","allowMultipleAllocations":true,"capacity":{"m":{"value":"4","requestPolicy":{"default":"2","validRange":{"min":"1","max":"8","step":"2"}}}}}]""",
        "[spec.devices[0].capacity[m].requestPolicy.validRange.max: Invalid value: \"8\": max is larger than capacity value: 4, spec.devices[0].capacity[m].requestPolicy.validRange.step: Invalid value: \"2\": value is not a multiple of a given step (2) from (1), "
        + "spec.devices[0].capacity[m].requestPolicy.validRange.step: Invalid value: \"8\": value is not a multiple of a given step (2) from (1)]")]
    [InlineData(""","devices":[{"name":"d","taints":[{"key":"k"}],"bindingConditions":["a"]}]""",
        "[spec.devices[0].taints[0].effect: Required value, spec.devices[0].bindingFailureConditions: Invalid value: null: bindingFailureConditions are required to use bindingConditions]")]
    [InlineData(""","sharedCounters":[{"name":"s"}]""", "spec.sharedCounters[0].counters: Required value")]
    public void Slices_offer_devices(string more, string? cause) =>
        Refused("resourceslices", "ResourceSlice", $$$"""{"driver":"d.example","pool":{"name":"p","resourceSliceCount":1},"nodeName":"n"{{{more}}}}""", cause);

    [Fact]
    public void A_taint_is_there_since_it_was_written_and_a_toleration_compares()
    {
        var slice = Written.Create("resource.k8s.io", "resourceslices", """{"kind":"ResourceSlice","metadata":{"name":"x"},"spec":{"devices":[{"name":"d","taints":[{"key":"k","effect":"None"}]}]}}""");
        Assert.NotNull(slice.Objects("spec", "devices").Single().Objects("taints").Single().Str("timeAdded"));
        var claim = Written.Create("resource.k8s.io", Claims, """{"kind":"ResourceClaim","metadata":{"name":"x"},"spec":{"devices":{"requests":[{"name":"r","exactly":{"deviceClassName":"c","tolerations":[{"key":"k"}]}}]}}}""");
        Assert.Equal("Equal", claim.Objects("spec", "devices", "requests").Single().Obj("exactly").Objects("tolerations").Single().Str("operator"));
    }
}
