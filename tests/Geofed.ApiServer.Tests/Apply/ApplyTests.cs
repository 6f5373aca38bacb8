using System.Text.Json.Nodes;
using Geofed.ApiServer.Tests.Rest;
using Geofed.ApiServer.Tests.Strategies;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Apply;

/// <summary>Server-side apply beyond what the recordings show: subresources, and the way from client-side apply.</summary>
public class ApplyTests
{
    private static readonly ResourceCollection Deployments = new(new("apps", "v1", "deployments"), "default");

    private static JsonObject Deployment(string image, string more = "") => Written.Json($$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"{{more}} },"spec":{"selector":{"matchLabels":{"app":"web"} },
         "template":{"metadata":{"labels":{"app":"web"} },"spec":{"containers":[{"name":"web","image":"{{image}}"}] } } } }
        """);

    private static WriteOptions As(string manager) => new() { FieldManager = manager };

    [Fact]
    public async Task WhatIsAppliedToTheStatusIsOwnedThere()
    {
        await using var test = await TestApi.OpenAsync();
        await test.Api.PatchAsync(Deployments.Named("web"), PatchKind.Apply, Deployment("web:1"), As("author"), default);
        var status = Written.Json("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"status":{"observedGeneration":1,"replicas":3}}""");
        var web = await test.Api.PatchAsync(Deployments.Named("web", "status"), PatchKind.Apply, status, As("controller"), default);

        var entry = web.Objects("metadata", "managedFields").Single(f => f.Str("manager") == "controller");
        Assert.Equal(("Apply", "status"), (entry.Str("operation"), entry.Str("subresource")));
        Assert.Equal("""{"f:status":{"f:observedGeneration":{},"f:replicas":{}}}""", entry["fieldsV1"]!.ToText());
        // The spec's author applies again: the status stays whose it is.
        web = await test.Api.PatchAsync(Deployments.Named("web"), PatchKind.Apply, Deployment("web:2"), As("author"), default);
        Assert.Equal(3, web.Int("status", "replicas"));
        // What its owner leaves out goes.
        status.Ensure("status").Remove("replicas");
        web = await test.Api.PatchAsync(Deployments.Named("web", "status"), PatchKind.Apply, status, As("controller"), default);
        Assert.Null(web.Int("status", "replicas"));
    }

    [Fact]
    public async Task KubectlTakesOverWhatItAppliedFromTheClient()
    {
        await using var test = await TestApi.OpenAsync();
        var last = Deployment("web:1").ToText();
        var annotation = $",\"annotations\":{new JsonObject { ["kubectl.kubernetes.io/last-applied-configuration"] = last }.ToText()}";
        await test.Api.CreateAsync(Deployments, Deployment("web:1", annotation), As("kubectl-client-side-apply"), default);

        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => test.Api.PatchAsync(Deployments.Named("web"), PatchKind.Apply, Deployment("web:2"), As("somebody"), default));
        Assert.Equal("""Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: .spec.template.spec.containers[name="web"].image""", refusal.Message);

        var web = await test.Api.PatchAsync(Deployments.Named("web"), PatchKind.Apply, Deployment("web:2"), As("kubectl"), default);
        Assert.Equal("web:2", web.Objects("spec", "template", "spec", "containers").Single().Str("image"));
        // Who goes back to the client finds what was applied last.
        Assert.Contains("web:2", web.Annotation("kubectl.kubernetes.io/last-applied-configuration"), StringComparison.Ordinal);
    }
}
