using System.Management.Automation;
using Geofed.Client;
using Geofed.Clusters;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Karmada;
using Geofed.Clusters.Pulumi;
using Geofed.Clusters.Stacks;
using Geofed.Federation;
using Geofed.Federation.Geography;
using Geofed.Federation.Joining;
using Geofed.Federation.Rollouts;
using Geofed.Model;
using Geofed.Placement.Costs;
using Geofed.Placement.Intents;

namespace Geofed.Cmdlets;

/// <summary>Where every error record of the module is made: stable ids, categories, and what to do about it.</summary>
internal static partial class GeofedErrors
{
    public static GeofedErrorException ContradictoryParameters(string reason) => new(
        "ContradictoryParameters", ErrorCategory.InvalidArgument, reason, "Leave one of them out.", null);

    public static GeofedErrorException DatasetNotFound(string name, string federation, string? nearest) => new(
        "DatasetNotFound", ErrorCategory.ObjectNotFound, $"Federation '{federation}' has no dataset '{name}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}",
        "Get-FederatedDataset lists the datasets; Register-FederatedDataset adds one.", name);

    public static GeofedErrorException InvalidDatasetUri(string uri) => new(
        "InvalidDatasetUri", ErrorCategory.InvalidArgument, $"'{uri}' does not say where data is.", "Write an address with its scheme, e.g. gs://bucket/imagenet, s3://bucket/books or file:///data/books.", uri);

    public static GeofedErrorException UnknownAccelerator(string type, string? nearest) => new(
        "UnknownAccelerator", ErrorCategory.InvalidArgument, $"There is no accelerator '{type}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}", "Press Tab after -Accelerator to see those that are known.", type);

    public static GeofedErrorException InvalidNodePool(string reason, object? pool) => new(
        "InvalidNodePool", ErrorCategory.InvalidArgument, $"A node pool is wrong: {reason}", "Write @{ Name = 'pool'; MachineType = 'n2-standard-8'; Count = 3 }; see Get-Help New-GeoCluster -Parameter NodePool.", pool);

    public static GeofedErrorException ParameterOfOtherClusters(string parameter, bool real) => new(
        "ParameterOfOtherClusters", ErrorCategory.InvalidArgument, real ? $"-{parameter} is for real clusters, and these are simulated." : $"-{parameter} is for simulated clusters, and these are real.",
        real ? "Name the project of Google Cloud with -Project, or leave the parameter out." : "Leave out -Project, or the parameter.", parameter);

    public static GeofedErrorException InvalidProgram(string reason, object? source) => new(
        "InvalidProgram", ErrorCategory.InvalidData, $"The Pulumi program cannot be changed so: {reason}", "See Get-Help New-GeoCluster -Parameter ProgramTransform.", source);

    public static GeofedErrorException ClusterNotPulumis(string name, string done) => new(
        "ClusterNotPulumis", ErrorCategory.InvalidOperation, $"Cluster '{name}' is not made by Pulumi: it cannot be {done} here.", "Get-GeoCluster -Source Pulumi lists those that can.", name);

    public static GeofedErrorException ChangeReplaces(string name, string what) => new(
        "ChangeReplaces", ErrorCategory.InvalidOperation, $"Cluster '{name}' is not changed, because something would be lost: {what}.", "See it with -WhatIf; do it all the same with -Force.", name);

    public static GeofedErrorException NodePoolNotFound(string name, string pool, IEnumerable<string> pools) => new(
        "NodePoolNotFound", ErrorCategory.ObjectNotFound, $"Cluster '{name}' has no node pool '{pool}'.", pools.Any() ? $"It has {string.Join(", ", pools)}." : "It has none.", pool);

    public static GeofedErrorException FileExists(string path) => new(
        "FileExists", ErrorCategory.ResourceExists, $"'{path}' holds a program already.", "Write over it with -Force, or choose another -Path.", path);

    public static GeofedErrorException NetworkNotFound(string project, string? nearest) => new(
        "NetworkNotFound", ErrorCategory.ObjectNotFound, $"Of project '{project}' no network is known here{(nearest is null ? "." : $". Did you mean '{nearest}'?")}",
        "Press Tab after -Project to see those that are; Get-GeoCluster -Refresh finds what another machine made in the same backend.", project);

    public static GeofedErrorException ClusterExists(string name) => new(
        "ClusterExists", ErrorCategory.ResourceExists, $"There is a cluster '{name}' already.", $"Give the new one another -Name, or delete the old one with: Remove-GeoCluster {name}", name);

    public static GeofedErrorException ClusterNotFound(string name, string? nearest) => new(
        "ClusterNotFound", ErrorCategory.ObjectNotFound, $"There is no cluster '{name}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}", "Get-GeoCluster lists the clusters.", name);

    public static GeofedErrorException ClusterNotSimulated(string name) => new(
        "ClusterNotSimulated", ErrorCategory.InvalidOperation, $"Cluster '{name}' is not simulated: an outage of it cannot be rehearsed.", $"To take a real cluster out of use: Suspend-FederationMember {name} -Drain", name);

    public static GeofedErrorException ContextNotFound(string context, string path, IReadOnlyList<string> there) => new(
        "ContextNotFound", ErrorCategory.ObjectNotFound, context.Length == 0 ? $"{path} has no current context." : $"{path} has no context '{context}'{(Suggestions.Nearest(context, there) is { } nearest ? $". Did you mean '{nearest}'?" : ".")}",
        there.Count == 0 ? "It has no contexts at all." : $"It has: {string.Join(", ", there.Take(10))}{(there.Count > 10 ? ", ..." : "")}", context);

    public static GeofedErrorException OneNameForMany(string name, IReadOnlyList<string> contexts) => new(
        "OneNameForMany", ErrorCategory.InvalidArgument, $"-Name {name} is one name for {contexts.Count} contexts: {string.Join(", ", contexts)}.", "Leave out -Name, or import one context at a time.", name);

    public static GeofedErrorException InvalidClusterName(string name) => new(
        "InvalidClusterName", ErrorCategory.InvalidArgument, $"'{name}' is no name for a cluster: lower-case letters, digits and hyphens, beginning and ending with a letter or digit, 48 at most.", "Give another one with -Name.", name);

    public static GeofedErrorException RegionUnknown(string name) => new(
        "RegionUnknown", ErrorCategory.InvalidArgument, $"The nodes of cluster '{name}' do not say which region they are in (label topology.kubernetes.io/region).", "Give it with -Region.", name);

    public static GeofedErrorException ClusterNotRunning(string name, string status) => new(
        "ClusterNotRunning", ErrorCategory.ResourceUnavailable, $"Cluster '{name}' is {status}, so that it has no kubeconfig to use.", $"Wait until Get-GeoCluster {name} says Running.", name);

    public static GeofedErrorException ClusterIsMember(string name, string federation, bool canForce) => new(
        "ClusterIsMember", ErrorCategory.ResourceBusy, $"Cluster '{name}' is a member of federation '{federation}', which would lose its workloads there.",
        $"Take it out first with: Remove-FederationMember {name} -Federation {federation}{(canForce ? "; or delete it all the same with -Force." : "")}", name);

    public static GeofedErrorException ClusterHostsFederation(string name, string federation) => new(
        "ClusterHostsFederation", ErrorCategory.ResourceBusy, $"Cluster '{name}' is the one that the Karmada of federation '{federation}' runs on, which would be lost with it.",
        $"Delete the federation first with: Remove-Federation {federation}; or delete the cluster all the same with -Force.", name);

    public static GeofedErrorException HostClusterSimulated(string name) => new(
        "HostClusterSimulated", ErrorCategory.InvalidArgument, $"Cluster '{name}' is simulated: no container runs there, and so no Karmada.", "Name a real cluster, or leave out -HostCluster: this machine's server then serves the federation.", name);

    public static GeofedErrorException HostClusterTaken(string name, string federation) => new(
        "HostClusterTaken", ErrorCategory.ResourceExists, $"Cluster '{name}' has the Karmada of federation '{federation}' already, and there is room for one.", "Use that federation, or name another cluster.", name);

    public static GeofedErrorException HostClusterGone(string federation, string name) => new(
        "HostClusterGone", ErrorCategory.ResourceUnavailable, $"Cluster '{name}', which the Karmada of federation '{federation}' runs on, is not known here, or cannot be reached.",
        $"Make it known again (Import-GeoCluster), or forget the federation with: Remove-Federation {federation} -Force", federation);

    public static GeofedErrorException HostProgramMissing(string name, string program) => new(
        "HostProgramMissing", ErrorCategory.NotInstalled, $"Pulumi needs '{program}' to reach cluster '{name}', and it is not installed.", "Test-GeofedPrerequisite tells how to get it.", name);

    public static GeofedErrorException HostNameMissing(string federation) => new(
        "HostNameMissing", ErrorCategory.InvalidArgument, $"Federation '{federation}' would be exposed to its own cluster only, and nobody else could call it.", "Give the name by which you lead calls to it with -HostName, or choose -Exposure Internal or External.", federation);

    public static GeofedErrorException FederationOutOfReach(KarmadaSpec spec, string? balancer, TimeoutException inner) => new(
        "FederationOutOfReach", ErrorCategory.ConnectionError, inner.Message,
        (spec.Hosts.Count > 0 && balancer is not null ? $"Let DNS lead '{spec.Hosts[0]}' to its load balancer at {balancer}" : spec.Exposure == KarmadaExposure.Internal ? "Its load balancer is internal: work from within its network, or connect to that" : "See what its pods in namespace '" + spec.Namespace + "' say")
            + $"; then go on with: New-Federation {spec.Federation} -HostCluster {spec.HostCluster}", spec.Federation, inner);

    public static GeofedErrorException FederationHasMembers(string name, IEnumerable<string> members) => new(
        "FederationHasMembers", ErrorCategory.ResourceBusy, $"Federation '{name}' has members: {string.Join(", ", members)}.",
        $"Let them go with: Get-FederationMember -Federation {name} | Remove-FederationMember; or delete the federation all the same with -Force.", name);

    public static GeofedErrorException MembersUnknown(string name, Exception inner) => new(
        "MembersUnknown", ErrorCategory.ConnectionError, $"Federation '{name}' cannot be asked for its members: {inner.Message}", "Delete it all the same with -Force; what it runs in members stays there.", name, inner);

    public static GeofedErrorException UnknownPrerequisite(string name, string? nearest) => new(
        "UnknownPrerequisite", ErrorCategory.ObjectNotFound, $"There is no prerequisite '{name}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}", "Test-GeofedPrerequisite without a name looks for all.", name);

    public static GeofedErrorException FederationExists(string name) => new(
        "FederationExists", ErrorCategory.ResourceExists, $"There is a federation '{name}' already.", $"Use it, or delete it with: Remove-Federation {name}", name);

    public static GeofedErrorException FederationNotFound(string name, string? nearest) => new(
        "FederationNotFound", ErrorCategory.ObjectNotFound, $"There is no federation '{name}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}", "Get-Federation lists the federations; New-Federation creates one.", name);

    public static GeofedErrorException NoFederation() => new(
        "NoFederation", ErrorCategory.ObjectNotFound, "There is no federation yet.", "Create one with: New-Federation prod", null);

    public static GeofedErrorException FederationAmbiguous(IEnumerable<string> names) => new(
        "FederationAmbiguous", ErrorCategory.InvalidArgument, $"There are several federations: {string.Join(", ", names)}.", "Say which one with -Federation.", null);

    public static GeofedErrorException FederationAttached(string name) => new(
        "FederationAttached", ErrorCategory.InvalidOperation, $"Federation '{name}' is attached: something else serves it, and is not Geofed's to delete.", $"Disconnect-Federation {name} forgets it.", name);

    public static GeofedErrorException FederationNotAttached(string name) => new(
        "FederationNotAttached", ErrorCategory.InvalidOperation, $"Federation '{name}' is not attached: this machine's server runs it.", $"Remove-Federation {name} deletes it.", name);

    public static GeofedErrorException NotAFederation(string endpoint) => new(
        "NotAFederation", ErrorCategory.InvalidArgument, $"{endpoint} serves none of Karmada's resources: it is no federation.", "Take the kubeconfig of Karmada's own API server (karmada-apiserver), not that of the cluster that it is installed on.", endpoint);

    public static GeofedErrorException FederationNotRunning(string name, string status) => new(
        "FederationNotRunning", ErrorCategory.ResourceUnavailable, $"Federation '{name}' is {status}.", $"Wait until Get-Federation {name} says Running.", name);

    public static GeofedErrorException MemberNotFound(string name, string federation, string? nearest) => new(
        "MemberNotFound", ErrorCategory.ObjectNotFound, $"Cluster '{name}' is no member of federation '{federation}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}",
        "Get-FederationMember lists the members; Join-Federation adds one.", name);

    public static GeofedErrorException MemberNotReady(string name, string federation, string reason) => new(
        "MemberNotReady", ErrorCategory.OperationTimeout, $"Cluster '{name}' has joined federation '{federation}', but is not ready: {reason}.", $"Look again with: Get-FederationMember {name}", name);

    public static GeofedErrorException MemberNotDrained(string name, int seconds, IReadOnlyList<string> left) => new(
        "MemberNotDrained", ErrorCategory.OperationTimeout, $"After {seconds} s member '{name}' still runs {string.Join(", ", left.Take(5))}{(left.Count > 5 ? $" and {left.Count - 5} more" : "")}.",
        "What has no other place stays where it is: Test-FederatedPlacement tells why. It goes as soon as there is one.", name);

    public static GeofedErrorException NotRebalanced(FederatedResource resource, string reason) => new(
        "NotRebalanced", ErrorCategory.InvalidResult, $"{resource.Kind} '{resource.Name}' is not placed anew: {reason}.", $"Look at: Get-FederatedResource {resource.Name} -Kind {resource.Kind}", resource);

    public static GeofedErrorException DeploymentNotFound(string name, string ns, string federation, string? nearest) => new(
        "DeploymentNotFound", ErrorCategory.ObjectNotFound, $"Federation '{federation}' has no deployment '{name}' in namespace '{ns}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}",
        "Get-FederatedDeployment -Namespace * lists all.", name);

    public static GeofedErrorException DeploymentNotReady(FederatedDeployment deployment, int seconds, string reason) => new(
        "DeploymentNotReady", ErrorCategory.OperationTimeout,
        $"Deployment '{deployment.Name}' is not ready after {seconds} s ({deployment.Status}, {deployment.ReadyReplicas} of {Math.Max(deployment.Replicas, deployment.TargetReplicas)} replicas): {reason}",
        $"Wait longer with -TimeoutSec, or look at (Get-FederatedDeployment {deployment.Name}).Clusters.", deployment);

    public static GeofedErrorException ResourceNotFound(string name, string ns, string federation, string? nearest) => new(
        "ResourceNotFound", ErrorCategory.ObjectNotFound, $"Federation '{federation}' has placed nothing of the name '{name}' {ns}{(nearest is null ? "." : $". Did you mean '{nearest}'?")}",
        "Get-FederatedResource -Namespace * lists all.", name);

    public static GeofedErrorException ResourceNotReady(FederatedResource resource, int seconds) => new(
        "ResourceNotReady", ErrorCategory.OperationTimeout,
        $"{resource.Kind} '{resource.Name}' {(resource.Status == WorkloadState.Failed ? "has failed" : $"is not ready after {seconds} s ({resource.Status})")}: {resource.Reason?.TrimEnd('.')}.",
        $"Wait longer with -TimeoutSec, or look at (Get-FederatedResource {resource.Name} -Kind {resource.Kind}).Clusters.", resource);

    public static GeofedErrorException JobNotFound(string name, string ns, string federation, string? nearest) => new(
        "JobNotFound", ErrorCategory.ObjectNotFound, $"Federation '{federation}' has no job '{name}' in namespace '{ns}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}",
        "Get-FederatedJob -Namespace * lists all.", name);

    public static GeofedErrorException JobFailed(FederatedJob job) => new(
        "JobFailed", ErrorCategory.InvalidResult, $"{job.Kind} '{job.Name}' has failed: {job.Reason?.TrimEnd('.') ?? "no reason is known"}{ExitCodes(job)}.",
        $"Get-FederatedLog {job.Name}{(job.Kind == "Job" ? "" : $" -Kind {job.Kind}")} shows what its pods have written. Withdraw it with Unpublish-FederatedResource {job.Name} -Kind {job.Kind} before you publish it again.", job);

    public static GeofedErrorException JobNotComplete(FederatedJob job, int seconds) => new(
        "JobNotComplete", ErrorCategory.OperationTimeout,
        $"{job.Kind} '{job.Name}' is not complete after {seconds} s ({job.Status}{(job.Position is { } position ? $", position {position}" : "")}){(job.Reason is null ? "" : $": {job.Reason.TrimEnd('.')}")}.",
        $"Wait longer with -TimeoutSec, or look at: Get-FederatedJob {job.Name}", job);

    public static GeofedErrorException DeadlinePassed(DateTimeOffset deadline) => new(
        "DeadlinePassed", ErrorCategory.InvalidArgument, $"The time by which it must have started, {deadline:u}, has passed.", "Give a later -Deadline, e.g. (Get-Date).AddHours(2).", deadline);

    public static GeofedErrorException UnknownPriority(string name, string federation, string? nearest) => new(
        "UnknownPriority", ErrorCategory.InvalidArgument, $"Federation '{federation}' has no priority class '{name}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}",
        $"Write a number up to {JobPriorities.Highest} instead, or make the class with kubectl.", name);

    public static GeofedErrorException NoLog(string cluster, string kind, string name, string reason) => new(
        "NoLog", ErrorCategory.ResourceUnavailable, $"Cluster '{cluster}' gives no logs of {kind} '{name}': {reason.TrimEnd('.')}.", $"Get-FederatedPod {name} -Kind {kind} shows how its pods are.", cluster);

    private static string ExitCodes(FederatedJob job) =>
        job.Pods.Where(p => p.ExitCode is not (null or 0)).Select(p => p.ToString()).Take(5).ToList() is { Count: > 0 } bad ? $"; exit codes: {string.Join(", ", bad)}" : "";

    public static GeofedErrorException NoManifests(string folder) => new(
        "NoManifests", ErrorCategory.ObjectNotFound, $"Folder '{folder}' has no manifests (*.yaml, *.yml, *.json).", "Check the path; -Recurse looks into the folders below it, too.", folder);

    public static GeofedErrorException PolicyNotFound(string what, string name, string ns, string federation, string? nearest) => new(
        "PolicyNotFound", ErrorCategory.ObjectNotFound, $"Federation '{federation}' has no {what} '{name}' {(ns.Length == 0 ? "about all namespaces" : $"in namespace '{ns}'")}{(nearest is null ? "." : $". Did you mean '{nearest}'?")}",
        $"Get-Federated{char.ToUpperInvariant(what[0])}{what[1..]} -Namespace * lists all.", name);

    public static GeofedErrorException PolicyExists(string what, string name) => new(
        "PolicyExists", ErrorCategory.ResourceExists, $"There is {(what == "override" ? "an" : "a")} {what} '{name}' already.", $"Use another name, or delete it with: Remove-Federated{char.ToUpperInvariant(what[0])}{what[1..]} {name}", name);

    public static GeofedErrorException NothingToOverride(string name) => new(
        "NothingToOverride", ErrorCategory.InvalidArgument, $"Override '{name}' changes nothing.", "Give -ImageRegistry, -ImageRepository, -ImageTag, -SetLabel, -SetAnnotation or -Patch.", name);

    public static GeofedErrorException RolloutNotFound(string name, string ns, string? nearest) => new(
        "RolloutNotFound", ErrorCategory.ObjectNotFound, $"No rollout of deployment '{name}' in namespace '{ns}' is under way{(nearest is null ? "." : $". Did you mean '{nearest}'?")}", "Get-FederatedRollout -Namespace * lists all.", name);

    public static GeofedErrorException RolloutFailed(RolloutProgress rollout) => new(
        "RolloutFailed", ErrorCategory.InvalidResult, $"The rollout of '{rollout.Name}' has stopped: {rollout.Message.TrimEnd('.')}.",
        $"Later waves keep what they have. Mend it and go on with Resume-FederatedRollout {rollout.Name}, or take it back with Undo-FederatedRollout {rollout.Name}.", rollout);

    public static GeofedErrorException InvalidPlacement(string reason) => new(
        "InvalidPlacement", ErrorCategory.InvalidArgument, reason, "See Get-Help Publish-FederatedDeployment -Examples.", null);

    public static GeofedErrorException InvalidCluster(string reason, object? cluster) => new(
        "InvalidCluster", ErrorCategory.InvalidArgument, $"A cluster that is supposed to be there is wrong: {reason}", "Write a region, or @{ Name = 'more'; Region = 'us-east1'; NodeCount = 3; Accelerator = 'nvidia-l4' }.", cluster);

    public static GeofedErrorException UnknownKind(string kind, string federation, string? nearest) => new(
        "UnknownKind", ErrorCategory.InvalidArgument, $"Federation '{federation}' serves no kind '{kind}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}", "Write a kind as manifests do, e.g. Deployment.", kind);

    public static GeofedErrorException NothingToChange(string name, string parameters) => new(
        "NothingToChange", ErrorCategory.InvalidArgument, $"Nothing to change in '{name}'.", $"Give {parameters}.", name);

    public static GeofedErrorException PathNotFound(string path) => new(
        "PathNotFound", ErrorCategory.ObjectNotFound, $"There is no file '{path}'.", "Check the path; wildcards are allowed.", path);

    public static GeofedErrorException InvalidManifest(string message, object? source) => new(
        "InvalidManifest", ErrorCategory.InvalidData, message, "Correct the manifest and publish it again; nothing was changed.", source);

    /// <summary>Any failure as an error record. What the failure itself says comes first.</summary>
    public static ErrorRecord From(Exception failure, string doing, object? target) => Known(failure, doing, target).ToRecord(target);

    private static GeofedErrorException Known(Exception failure, string doing, object? target) => failure switch
    {
        GeofedErrorException known => known,
        KubeApiException refusal => Refused(refusal, target),
        ManifestException => InvalidManifest(failure.Message, target),
        PolicyTakenException taken => new("PolicyTaken", ErrorCategory.ResourceExists, failure.Message, $"Delete the policy '{taken.Policy}', or let it do the placing: Publish-FederatedResource -NoPolicy.", target, failure),
        AutoscalerTakenException taken => AutoscalingErrors.Taken(taken, target),
        PulumiException pulumi => PulumiErrors.From(pulumi, target),
        ClusterProtectedException guarded => new("ClusterProtected", ErrorCategory.InvalidOperation, failure.Message, $"Delete it all the same with: Remove-GeoCluster {guarded.Cluster} -Force", target, failure),
        InvalidClusterSpecException => new("InvalidCluster", ErrorCategory.InvalidArgument, failure.Message, "Correct what the message names and try again; nothing was changed.", target, failure),
        CredentialsException => new("NoCredentials", ErrorCategory.AuthenticationError, failure.Message, "Test-GeofedPrerequisite tells what is there and what is missing.", target, failure),
        ClusterUnreachableException => new("Unreachable", ErrorCategory.ConnectionError, failure.Message, "Get-GeofedServer tells whether this machine's server runs, and where its log is; what is attached or elsewhere must be looked after there.", target, failure),
        ClusterFailedException or FederationFailedException => new("NotCreated", ErrorCategory.ResourceUnavailable, failure.Message, "Get-GeofedServer names the server's log.", target, failure),
        ServerStartException => new("ServerNotStarted", ErrorCategory.ResourceUnavailable, failure.Message, "Get-GeofedServer names its home and its log.", target, failure),
        RolloutException => new("RolloutRefused", ErrorCategory.InvalidOperation, $"{doing} failed: {failure.Message}.", "Get-FederatedRollout shows the rollouts that are under way.", target, failure),
        IntentException { Problem: IntentProblem.Contradiction } => new("ContradictoryParameters", ErrorCategory.InvalidArgument, failure.Message, "Leave one of them out, or give what is missing.", target, failure),
        IntentException => new("Impossible", ErrorCategory.ResourceUnavailable, failure.Message, "Get-FederationMember shows what the members have; Test-FederatedPlacement -With tells what another cluster would change.", target, failure),
        PriceHoleException => new("PricesMissing", ErrorCategory.InvalidData, failure.Message, "Add what is missing to prices.json in the home folder, or to the file of -PriceFile (docs/ai-workloads.md), or use another -Prefer.", target, failure),
        ProbeException => new("ProbeFailed", ErrorCategory.InvalidResult, failure.Message, "Name an image that has them with -Image, or give what you know from elsewhere with -RoundTripMs.", target, failure),
        JoinException => new("MembershipFailed", ErrorCategory.InvalidOperation, failure.Message, "Get-FederationMember shows how the members are.", target, failure),
        TimeoutException => new("Timeout", ErrorCategory.OperationTimeout, failure.Message, "Try again with a longer -TimeoutSec.", target, failure),
        FormatException => new("InvalidInput", ErrorCategory.InvalidData, failure.Message, "Correct the input and try again.", target, failure),
        UnauthorizedAccessException => new("AccessDenied", ErrorCategory.PermissionDenied, failure.Message, "Check the rights of the file or folder.", target, failure),
        IOException => new("FileFailure", ErrorCategory.ReadError, failure.Message, "Check the file or folder.", target, failure),
        _ => new("Unexpected", ErrorCategory.NotSpecified, $"{doing} failed: {failure.Message}", "This is a defect of Geofed; please report it with the output of Get-Error.", target, failure),
    };

    private static GeofedErrorException Refused(KubeApiException refusal, object? target)
    {
        var (id, category, advice) = refusal.Reason switch
        {
            "NotFound" => ("NotFound", ErrorCategory.ObjectNotFound, "Check the name and the namespace."),
            "AlreadyExists" => ("AlreadyExists", ErrorCategory.ResourceExists, "Use another name."),
            "Conflict" => ("Conflict", ErrorCategory.ResourceBusy, "Somebody else changed it at the same time; try again."),
            "Invalid" when ImmutableField.IsOne(refusal) => ("Invalid", ErrorCategory.InvalidData, "What runs cannot be changed in this: unpublish it first, or publish it under another name."),
            "Invalid" => ("Invalid", ErrorCategory.InvalidData, "Correct what the message names and try again; nothing was changed."),
            "BadRequest" => ("BadRequest", ErrorCategory.InvalidData, "Correct what the message names and try again; nothing was changed."),
            "Forbidden" => ("Forbidden", ErrorCategory.PermissionDenied, "The request is not allowed as it is; the message says why."),
            "Unauthorized" => ("Unauthorized", ErrorCategory.AuthenticationError, "The credentials are no longer valid: connect what is attached again with Connect-Federation; for all else, Stop-GeofedServer and try again."),
            _ => ("Refused", ErrorCategory.InvalidResult, "Get-GeofedServer names the server's log."),
        };
        return new(id, category, ImmutableField.Shortened(refusal.Message), advice, target, refusal);
    }
}
