using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Queueing;

namespace Geofed.ControlPlane.Queueing;

/// <summary>What stands on the binding of a Job about the queue. Times are to the microsecond: Jobs of one second have their turns, too.</summary>
internal static class QueueMarks
{
    /// <summary>One that waits.</summary>
    public static JsonObject Waiting(QueueVerdict verdict) => new()
    {
        [GeofedMarks.QueuedSince] = KubeTime.FormatMicro(verdict.Job.Since),
        [GeofedMarks.QueuePosition] = verdict.Position > 0 ? verdict.Position.ToString(CultureInfo.InvariantCulture) : null,
        [GeofedMarks.QueueReserved] = verdict.Reserved,
    };

    /// <summary>One that has a cluster from now on.</summary>
    /// <param name="lease">What stands there of its lease.</param>
    public static JsonObject Started(WaitingJob job, DateTimeOffset now, JsonObject lease)
    {
        var marks = lease.Copy();
        marks[GeofedMarks.QueuedSince] = KubeTime.FormatMicro(job.Since);
        marks[GeofedMarks.QueueStarted] = KubeTime.FormatMicro(now);
        (marks[GeofedMarks.QueuePosition], marks[GeofedMarks.QueueReserved]) = (null, null);
        return marks;
    }

    /// <summary>One that does not wait.</summary>
    public static JsonObject Out() => new() { [GeofedMarks.QueuePosition] = null, [GeofedMarks.QueueReserved] = null };
}
