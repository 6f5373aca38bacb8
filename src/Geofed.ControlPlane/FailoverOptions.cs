using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane;

/// <summary>What becomes of workloads whose member is lost. Unlike Karmada's, the defaults act: after about three quarters of a minute they run elsewhere.</summary>
public sealed record FailoverOptions
{
    /// <summary>Whether a member that is lost is tainted NoExecute at all. Taints that somebody else sets drive workloads away in any case.</summary>
    public bool Automatic { get; init; } = true;

    /// <summary>For how long a member must have been not ready before it is tainted; from then on the tolerations of policies count.</summary>
    public TimeSpan TaintAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a policy that says nothing tolerates those taints.</summary>
    public TimeSpan Toleration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How a copy goes where the policy does not say: "Gracefully" (when its replacement is healthy) or "Directly".</summary>
    public string PurgeMode { get; init; } = "Gracefully";

    /// <summary>How long a copy waits for all of its replacement. The last healthy copy waits for ever.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>When a member has been back for so long, what was driven from it is scheduled anew; null: only when somebody asks for it.</summary>
    public TimeSpan? ReturnAfter { get; init; }

    /// <summary>Reads them as a Federation's spec.failover has them; what it leaves out is as by default.</summary>
    public static FailoverOptions From(JsonObject? failover)
    {
        var usual = new FailoverOptions();
        return new()
        {
            Automatic = failover.Bool("automatic") ?? usual.Automatic,
            TaintAfter = Seconds("taintAfterSeconds") ?? usual.TaintAfter,
            Toleration = Seconds("tolerationSeconds") ?? usual.Toleration,
            PurgeMode = failover.Str("purgeMode") ?? usual.PurgeMode,
            GracePeriod = Seconds("gracePeriodSeconds") ?? usual.GracePeriod,
            ReturnAfter = Seconds("returnAfterSeconds"),
        };

        TimeSpan? Seconds(string field) => failover.Int(field) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
