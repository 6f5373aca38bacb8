using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Tests.Pulumi;

public class ErrorClassifierTests
{
    private const string Lock = """
        error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.
          file:///home/ann/.geofed/pulumi/state/.pulumi/locks/organization/geofed/west/0b1c.json: created by ann@build-7 (pid 4242) at 2026-01-01T10:00:00+01:00
        """;

    private static readonly StackName West = new("geofed", "west");

    [Theory]
    [InlineData(1, "error: getting stack configuration: get stack secrets manager: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables", PulumiErrorKind.PassphraseMissing)]
    [InlineData(255, "error: getting stack configuration: get stack secrets manager: incorrect passphrase", PulumiErrorKind.PassphraseWrong)]
    [InlineData(1, "error: failed to decrypt: incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE to the correct passphrase", PulumiErrorKind.PassphraseWrong)]
    [InlineData(3, "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions", PulumiErrorKind.NotLoggedIn)]
    [InlineData(3, "error: this command requires logging in; try running `pulumi login` first", PulumiErrorKind.NotLoggedIn)]
    [InlineData(3, "error: something new about authentication", PulumiErrorKind.NotLoggedIn)]
    [InlineData(6, "error: no stack named 'organization/geofed/west' found", PulumiErrorKind.StackNotFound)]
    [InlineData(255, "error: no stack named 'organization/geofed/west' found", PulumiErrorKind.StackNotFound)]
    [InlineData(1, "error: stack 'organization/geofed/west' already exists", PulumiErrorKind.StackExists)]
    [InlineData(1, "error: 'organization/geofed/west' still has resources; removal rejected. Possible actions:", PulumiErrorKind.StackNotEmpty)]
    [InlineData(1, "error: the stack 'west' is newer than what this version of the Pulumi CLI understands. Please update your version of the Pulumi CLI", PulumiErrorKind.NewerState)]
    [InlineData(1, "error: [409] Conflict: Another update is currently in progress.", PulumiErrorKind.StackLocked)]
    [InlineData(1, Lock, PulumiErrorKind.StackLocked)]
    [InlineData(1, "error: could not load plugin: no resource plugin 'pulumi-resource-gcp' found in the workspace at version v9.37.0 or on your $PATH", PulumiErrorKind.PluginMissing)]
    [InlineData(1, "error: google: could not find default credentials. See https://cloud.google.com/docs/authentication/external/set-up-adc", PulumiErrorKind.NoGoogleCredentials)]
    [InlineData(1, "error: oauth2: \"invalid_grant\" \"reauth related error (invalid_rapt)\"", PulumiErrorKind.NoGoogleCredentials)]
    [InlineData(1, "error: Post \"https://container.googleapis.com/v1/projects/p\": dial tcp: lookup container.googleapis.com: no such host", PulumiErrorKind.NetworkLost)]
    [InlineData(1, "error: read tcp 10.0.0.1:1->2.2.2.2:443: connection reset by peer", PulumiErrorKind.NetworkLost)]
    [InlineData(1, "error: Cannot destroy cluster because deletion_protection is set to true. Set it to false to proceed with instance deletion.", PulumiErrorKind.DeletionProtected)]
    [InlineData(1, "error: resource \"urn:pulumi:w::p::gcp:container/cluster:Cluster::c\" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the `protect` flag", PulumiErrorKind.Protected)]
    [InlineData(1, "googleapi: Error 403: Kubernetes Engine API has not been used in project 889 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/container.googleapis.com/overview?project=889 then retry., accessNotConfigured", PulumiErrorKind.ApiNotEnabled)]
    [InlineData(1, "googleapi: Error 403: Insufficient regional quota to satisfy request: resource \"CPUS\": request requires '72.0' and is short '48.0'.", PulumiErrorKind.QuotaExceeded)]
    [InlineData(1, "googleapi: Error 403: Quota 'CPUS' exceeded. Limit: 24.0 in region us-west1., quotaExceeded", PulumiErrorKind.QuotaExceeded)]
    [InlineData(1, "googleapi: Error 403: Required \"container.clusters.create\" permission(s) for \"projects/p\"., forbidden", PulumiErrorKind.PermissionDenied)]
    [InlineData(1, "googleapi: Error 403: Google Compute Engine: Required 'compute.networks.get' permission for 'projects/p/global/networks/n', forbidden", PulumiErrorKind.PermissionDenied)]
    [InlineData(1, "Not all instances running in IGM after 14s. Expected 1, running 0, transitioning 1. Current errors: [GCE_STOCKOUT]: Instance 'gke-x' creation failed: The zone 'projects/p/zones/europe-west3-c' does not have enough resources available to fulfill the request.", PulumiErrorKind.StockOut)]
    [InlineData(1, "code: ZONE_RESOURCE_POOL_EXHAUSTED_WITH_DETAILS", PulumiErrorKind.StockOut)]
    [InlineData(1, "error: an unhandled thing", PulumiErrorKind.CommandFailed)]
    [InlineData(255, "", PulumiErrorKind.CommandFailed)]
    public void A_text_on_standard_error_tells_the_kind(int exitCode, string text, PulumiErrorKind kind) =>
        Assert.Equal(kind, ErrorClassifier.Classify(new("update", exitCode, text), West).Kind);

    [Fact]
    public void The_network_of_a_project_is_named_by_the_project() => Assert.Equal(
        "'Repair-GeoCluster -Project acme-ml' removes the lock and mends the state.",
        ErrorClassifier.Classify(new("update", 255, Lock), new(Geofed.Clusters.Gke.GkeNetworkProgram.ProjectName, "acme-ml"), _ => true).Advice);

    [Fact]
    public void What_went_wrong_on_a_resource_is_found_in_the_events()
    {
        var error = ErrorClassifier.Classify(Followed("failed", 1), West);
        Assert.Equal((PulumiErrorKind.QuotaExceeded, "gpuPool"), (error.Kind, error.Failures.Single().Urn.Name));
        Assert.Equal(new("NVIDIA_L4_GPUS", 1, 1, null, null), error.Quotas.Single());
        Assert.StartsWith("Stack 'west': the project's quota is too small: NVIDIA_L4_GPUS, 1 requested, short by 1. Ask for more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_of_no_known_kind_is_told_by_resource()
    {
        var urn = new Urn("urn:pulumi:west::geofed::gcp:container/cluster:Cluster::west");
        var progress = StackProgress.Empty.Add(new DiagnosticEvent(0, default, urn, "error", "the moon is in the way", false))
            .Add(new ResourceFailedEvent(0, default, new("create", urn, urn.Type, true, [], [], null), false))
            .Add(new DiagnosticEvent(0, default, null, "error", "update failed", false));
        var error = ErrorClassifier.Classify(new("update", 1, "", false, progress, true), West);
        Assert.Equal(PulumiErrorKind.UpdateFailed, error.Kind);
        Assert.Equal("the update failed on Cluster 'west': the moon is in the way", error.Reason);
    }

    [Fact]
    public void An_end_that_was_asked_for_is_in_good_order()
    {
        var told = StackProgress.Empty.Add(new DiagnosticEvent(0, default, null, "error", "update canceled", false));
        Assert.Equal(PulumiErrorKind.Canceled, ErrorClassifier.KindOf(new("update", 1, "", Interrupted: true, told, true)));
        Assert.Equal(PulumiErrorKind.Canceled, ErrorClassifier.KindOf(new("export", 130, "", interrupted: true)));
        Assert.Equal(PulumiErrorKind.Canceled, ErrorClassifier.KindOf(new("export", 1, "error: Get \"https://x\": dial tcp: operation was canceled", interrupted: true)));
        Assert.Equal(PulumiErrorKind.QuotaExceeded, ErrorClassifier.KindOf(Followed("failed", 1) with { Interrupted = true }));
        Assert.Equal(PulumiErrorKind.CommandFailed, ErrorClassifier.KindOf(new("export", 137, "")));
    }

    [Fact]
    public void An_end_in_the_middle_of_a_step_leaves_pending_operations()
    {
        var urn = new Urn("urn:pulumi:west::geofed::gcp:container/cluster:Cluster::west");
        var running = StackProgress.Empty.Add(new ResourcePreEvent(0, default, new("create", urn, urn.Type, true, [], [], null), false));
        Assert.Equal(PulumiErrorKind.PendingOperations, ErrorClassifier.KindOf(new("update", 137, "", false, running, EventsComplete: false)));
        Assert.Equal(PulumiErrorKind.PendingOperations, ErrorClassifier.KindOf(new("update", 8, "", true, running, EventsComplete: true)));
        Assert.Contains("Repair-GeoCluster west", ErrorClassifier.Classify(new("update", 137, "", false, running, false), West).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_tells_who_has_it_and_whether_anybody_still_does()
    {
        var failure = new CliFailure("update", 1, Lock);
        var held = ErrorClassifier.Classify(failure, West, _ => false);
        var found = held.Locks.Single();
        Assert.Equal(("ann", "build-7", 4242, DateTimeOffset.Parse("2026-01-01T09:00:00Z", null)), (found.User, found.Host, found.ProcessId, found.Since));
        Assert.Contains("Wait until that has ended", held.Advice, StringComparison.Ordinal);
        Assert.StartsWith("'Repair-GeoCluster west' removes the lock", ErrorClassifier.Classify(failure, West, _ => true).Advice, StringComparison.Ordinal);
        Assert.True(found.IsLeftBehindOn("BUILD-7", _ => false));
        Assert.False(found.IsLeftBehindOn("build-7", pid => pid == 4242));
        Assert.False(found.IsLeftBehindOn("other", _ => false));
    }

    [Fact]
    public void A_disabled_API_comes_with_the_command_that_enables_it()
    {
        var error = ErrorClassifier.Classify(new("update", 1, "googleapi: Error 403: Kubernetes Engine API is not enabled for this project. Please ensure it is enabled in Google Cloud Console and try again: visit https://console.cloud.google.com/apis/api/container.googleapis.com/overview?project=acme-ml to do so., forbidden"), West);
        Assert.Equal(new("container.googleapis.com", "Kubernetes Engine API", "acme-ml"), error.Apis.Single());
        Assert.StartsWith("Run 'gcloud services enable container.googleapis.com --project acme-ml'", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_plugin_comes_with_the_command_that_installs_it()
    {
        var error = ErrorClassifier.Classify(new("update", 1, "no resource plugin 'pulumi-resource-gcp' found in the workspace at version v9.37.0 or on your $PATH"), West);
        Assert.Equal("gcp 9.37.0", error.Plugin);
        Assert.Contains("pulumi plugin install resource gcp 9.37.0", error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resource \"CPUS\": request requires '72.0' and is short '48.0'. project has a quota of '24.0' with '24.0' available.", "CPUS, 72 requested, short by 48, limit 24")]
    [InlineData("for resource: \"IN_USE_ADDRESSES\". The request requires '2.0' and is short '1.0'. The regional quota is '32.0' with '1.0' available.", "IN_USE_ADDRESSES, 2 requested, short by 1, limit 32")]
    public void A_quota_of_GKE_tells_how_much_is_missing(string text, string expected) =>
        Assert.Equal(expected, QuotaShortage.Parse("Insufficient regional quota to satisfy request" + (text.StartsWith("for", StringComparison.Ordinal) ? " " : ": ") + text).Single().ToString());

    [Theory]
    [InlineData("Quota 'CPUS' exceeded.  Limit: 24.0 in region us-west1.", "CPUS in us-west1, limit 24")]
    [InlineData("Quota 'CPUS_ALL_REGIONS' exceeded.  Limit: 12.0 globally.", "CPUS_ALL_REGIONS, limit 12")]
    [InlineData("Quota 'N2_CPUS' exceeded.", "N2_CPUS")]
    public void A_quota_of_Compute_Engine_tells_its_limit(string text, string expected) => Assert.Equal(expected, QuotaShortage.Parse(text).Single().ToString());

    [Fact]
    public void Several_quotas_of_one_request_are_all_told() => Assert.Equal(["CPUS", "IN_USE_ADDRESSES"], QuotaShortage.Parse("""
        (1) insufficient regional quota to satisfy request: resource "CPUS": request requires '72.0' and is short '48.0'. project has a quota of '24.0' with '24.0' available.
        (2) insufficient regional quota to satisfy request: resource "IN_USE_ADDRESSES": request requires '9.0' and is short '1.0'.
        """).Select(q => q.Resource));

    private static CliFailure Followed(string golden, int exitCode)
    {
        var stream = GoldenEvents.Stream(GoldenEvents.Read(golden)).Stream;
        return new("update", exitCode, "", false, stream.Progress, stream.IsComplete);
    }
}
