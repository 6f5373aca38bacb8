using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Interpretation;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Tests.Jobs;

/// <summary>Kueue in the member decides when a job with its label runs, and on which nodes.</summary>
public class KueueJobsTests
{
    [Theory]
    [InlineData("Job")]
    [InlineData("JobSet")]
    [InlineData("PyTorchJob")]
    [InlineData("RayJob")]
    public void WhatKueueHasSetInTheMemberStays(string kind)
    {
        var (desired, observed) = (Queued(kind), Queued(kind));
        JobKind.Of(desired.Kind())!.SuspendIn(desired)!["suspend"] = false;
        JobKind.Of(desired.Kind())!.SuspendIn(observed)!["suspend"] = true;
        var admitted = PodSets.Of(observed)![0].Template;
        admitted["spec"]!["nodeSelector"] = new JsonObject { ["pool"] = "spot" };
        admitted["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["kueue.x-k8s.io/podset"] = "main" } };
        var kept = ResourceInterpreter.Retain(desired, observed);
        Assert.True(JobKind.Of(kept.Kind())!.IsSuspended(kept));
        Assert.Equal("spot", PodSets.Of(kept)![0].Template.Str("spec", "nodeSelector", "pool"));
        Assert.Equal("main", PodSets.Of(kept)![0].Template.Str("metadata", "labels", "kueue.x-k8s.io/podset"));

        // What it has taken back goes again, and what is not Kueue's is the federation's.
        PodSets.Of(desired)![0].Template["spec"]!["nodeSelector"] = new JsonObject { ["pool"] = "old" };
        PodSets.Of(desired)![0].Template["spec"]!["containers"]![0]!["image"] = "new";
        admitted["spec"]!.AsObject().Remove("nodeSelector");
        kept = ResourceInterpreter.Retain(desired, observed);
        Assert.Null(PodSets.Of(kept)![0].Template.At("spec", "nodeSelector"));
        Assert.Equal("new", PodSets.Of(kept)![0].Template.Objects("spec", "containers").Single().Str("image"));
    }

    [Fact]
    public void WithoutTheLabelTheTemplateCounts()
    {
        var (desired, observed) = (JobSamples.Of("JobSet"), JobSamples.Of("JobSet"));
        (desired["spec"]!["suspend"], observed["spec"]!["suspend"]) = (false, true);
        Assert.False(ResourceInterpreter.Retain(desired, observed).Bool("spec", "suspend"));
    }

    private static JsonObject Queued(string kind)
    {
        var job = JobSamples.Of(kind);
        job.Ensure("metadata", "labels")["kueue.x-k8s.io/queue-name"] = "team";
        return job;
    }
}
