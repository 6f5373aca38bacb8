using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.Model;

namespace Geofed.ControlPlane;

/// <summary>How one federation's control plane runs. The defaults suit a federation of a few to a few hundred members.</summary>
public sealed record ControlPlaneOptions
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the client of a member; one that is disposable is disposed of with the member.</summary>
    public Func<MemberCredentials, IKubeApi> Connect { get; init; } = credentials =>
        HttpMember.Connect(credentials);

    /// <summary>How often each member is asked whether it is well.</summary>
    public TimeSpan ProbePeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a member may take to answer a probe.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For how long probes fail before a member counts as not ready.</summary>
    public TimeSpan FailureThreshold { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>For how long probes succeed before a member counts as ready again.</summary>
    public TimeSpan SuccessThreshold { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a member may take for any other request.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long changes of nodes and pods are gathered before a member's summary is written.</summary>
    public TimeSpan SummaryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many objects are applied to one member at once.</summary>
    public int WorkersPerMember { get; init; } = 64;

    /// <summary>How often a FederatedHPA asks the members what its pods use (Karmada's --horizontal-pod-autoscaler-sync-period).</summary>
    public TimeSpan AutoscalerPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What becomes of workloads whose member is lost.</summary>
    public FailoverOptions Failover { get; init; } = new();

    /// <summary>Told of each failure, in one line; all of them are retried.</summary>
    public Action<string>? Log { get; init; }
}
