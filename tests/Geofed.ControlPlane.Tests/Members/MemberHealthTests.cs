using Geofed.ControlPlane.Members;

namespace Geofed.ControlPlane.Tests.Members;

public class MemberHealthTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ProbeResult Lost = ProbeResult.NotReachable("refused");
    private readonly MemberHealth _health = new(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(2));

    private bool Observe(ProbeResult result, double second) => _health.Observe(result, Start.AddSeconds(second));

    [Fact]
    public void The_first_probe_decides_at_once()
    {
        Assert.True(Observe(Lost, 0));
        Assert.False(_health.Current!.Ready);
    }

    [Fact]
    public void It_flips_only_after_failures_have_lasted()
    {
        Observe(ProbeResult.Healthy, 0);
        Assert.False(Observe(Lost, 2));
        Assert.False(Observe(Lost, 4));
        Assert.False(Observe(Lost, 6));
        Assert.True(_health.Current!.Ready);
        Assert.True(Observe(Lost, 8));
        Assert.False(_health.Current!.Ready);
        Assert.False(Observe(ProbeResult.Healthy, 10));
        Assert.True(Observe(ProbeResult.Healthy, 12));
    }

    [Fact]
    public void One_good_answer_among_failures_starts_the_count_again()
    {
        Observe(ProbeResult.Healthy, 0);
        Observe(Lost, 2);
        Observe(Lost, 6);
        Observe(ProbeResult.Healthy, 7);
        Assert.False(Observe(Lost, 8));
        Assert.False(Observe(Lost, 13));
        Assert.True(Observe(Lost, 14));
    }

    [Fact]
    public void After_a_restart_what_counted_before_still_counts()
    {
        _health.Resume(ProbeResult.Healthy);
        Assert.False(Observe(Lost, 0));
        Assert.True(_health.Current!.Ready);
    }
}
