using Geofed.Placement.Division;

namespace Geofed.Bench.Planning;

/// <summary>Who decides what runs where. Jobs that fit nowhere wait; whenever there is room again, they are tried in the order in which they came, and those that fit pass by the others.</summary>
internal abstract class Placer
{
    public virtual void Place(Playback playback)
    {
        foreach (var job in playback.Waiting.ToList())
        {
            if (Choose(playback, job) is { } cluster)
                playback.Start(job, cluster);
        }
    }

    /// <summary>The cluster of a job; null when it must wait.</summary>
    protected abstract int? Choose(Playback playback, TraceJob job);

    /// <summary>Divides a service when it comes.</summary>
    public abstract void Serve(Playback playback, int service);
}

/// <summary>The first cluster with room, by name.</summary>
internal sealed class FirstFit : Placer
{
    protected override int? Choose(Playback playback, TraceJob job)
    {
        for (var c = 0; c < playback.Free.Count; c++)
        {
            if (playback.Free[c].Fits(job.Job.Claim, job.Job.Pods))
                return c;
        }
        return null;
    }

    public override void Serve(Playback playback, int service)
    {
        var left = playback.Services[service].Pods;
        playback.Serve(service, [.. playback.Free.Select(free =>
        {
            var here = Enumerable.Range(0, left + 1).Last(pods => free.Fits(playback.Services[service].Claim, pods));
            left -= here;
            return here;
        })]);
    }
}

/// <summary>
/// As Karmada does by its weights of available replicas, with its accurate estimator, which knows each node: a job that shall be whole goes to the cluster with the most room for
/// such pods, a service is divided in proportion to it.
/// </summary>
internal sealed class DynamicWeights : Placer
{
    protected override int? Choose(Playback playback, TraceJob job)
    {
        var (best, most) = ((int?)null, job.Job.Pods - 1L);
        for (var c = 0; c < playback.Free.Count; c++)
        {
            if (playback.Free[c].AtMost(job.Job.Claim) is var room && room > most && playback.Free[c].Fits(job.Job.Claim, job.Job.Pods))
                (best, most) = (c, room);
        }
        return best;
    }

    public override void Serve(Playback playback, int service)
    {
        var shares = Webster.Divide(playback.Services[service].Pods, playback.Free.Select((free, c) => ($"{c:000}", free.AtMost(playback.Services[service].Claim))), null);
        playback.Serve(service, [.. shares.Select(s => (int)s.Seats)]);
    }
}
