using Geofed.ControlPlane.Members;
using Geofed.Model;
using Microsoft.Extensions.Time.Testing;

namespace Geofed.ControlPlane.Tests.Members;

public class MemberProbeTests
{
    [Fact]
    public async Task AMemberThatHangsIsNotReachableAfterTheLimitAndNotLater()
    {
        var time = new FakeTimeProvider();
        using var api = new BoundedApi("a", new FaultyApi(null!) { Fault = Fault.Hang }, time, TimeSpan.FromSeconds(10));
        var probe = MemberProbe.ProbeAsync(api, TimeSpan.FromSeconds(2), default);
        Assert.False(probe.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(probe.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        var result = await probe.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("ClusterNotReachable", result.Reason);
        Assert.Contains("did not answer within 2 s", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyOtherRequestEndsByItsOwnLimit()
    {
        var time = new FakeTimeProvider();
        using var api = new BoundedApi("a", new FaultyApi(null!) { Fault = Fault.Hang }, time, TimeSpan.FromSeconds(10));
        var request = api.GetAsync(Documents.Deployment("web"), default);
        time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => request.WaitAsync(TimeSpan.FromSeconds(60)));
    }
}
