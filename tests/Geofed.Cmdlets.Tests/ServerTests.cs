using Geofed.Cmdlets.Server;
using Geofed.Cmdlets.Tests.Playing;

namespace Geofed.Cmdlets.Tests;

public class ServerTests : ShellTest
{
    [Fact]
    public void The_server_is_started_looked_at_and_stopped()
    {
        Assert.Equal("Stopped", Shell.Get<GeofedServer>("Get-GeofedServer").Single().Status);
        Assert.Equal("https://127.0.0.1:7443", Shell.Get<GeofedServer>("Start-GeofedServer 7443").Single().Address);
        Assert.Empty(Shell.Get<GeofedServer>("Stop-GeofedServer -WhatIf"));
        Assert.True(Shell.Get<GeofedServer>("Get-GeofedServer").Single().IsRunning);
        Assert.Equal("Stopped", Shell.Get<GeofedServer>("Stop-GeofedServer -PassThru").Single().Status);
        Assert.Empty(Shell.Get<GeofedServer>("Start-GeofedServer -WhatIf"));
        Assert.False(Shell.Get<GeofedServer>("Get-GeofedServer").Single().IsRunning);
    }

    [Fact]
    public void One_that_stands_by_is_started_with_it_and_stopped_with_it()
    {
        Assert.Empty(Shell.Get<GeofedServer>("Start-GeofedServer").Single().Standbys);
        Assert.Single(Shell.Get<GeofedServer>("Start-GeofedServer -Standby").Single().Standbys);
        Assert.Empty(Shell.Get<GeofedServer>("Stop-GeofedServer -PassThru").Single().Standbys);
    }
}
