using System.Management.Automation;

namespace Geofed.Cmdlets.Server;

/// <summary>Starts the server that holds control planes and simulated clusters. Other cmdlets start it by themselves when they need it.</summary>
/// <remarks>There is never more than one for the same home: when it runs already, it is left as it is. It goes on when the session ends.</remarks>
/// <example>
/// <code>Start-GeofedServer</code>
/// <para>Starts the server and shows where it listens.</para>
/// </example>
/// <example>
/// <code>$env:GEOFED_HOME = './rehearsal'; Start-GeofedServer -Port 7443</code>
/// <para>Starts a server with a home of its own, on a port of one's choice.</para>
/// </example>
/// <example>
/// <code>Start-GeofedServer -Standby</code>
/// <para>Starts the server, and a second process that goes on in its place if it is killed.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "GeofedServer", SupportsShouldProcess = true)]
[OutputType(typeof(GeofedServer))]
public sealed class StartGeofedServerCommand : GeofedCmdlet
{
    /// <summary>The port to listen on, on the loopback address; one that is free when left out.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Starts a second process as well, unless there is one: it waits, and takes the server's place if that ends in any way but by Stop-GeofedServer.</summary>
    [Parameter]
    public SwitchParameter Standby { get; set; }

    private protected override string Doing => "Starting the server";

    private protected override async Task EndAsync()
    {
        if (!ShouldProcess("Geofed server", "Start"))
            return;
        using var progress = new ProgressLine(this, "Starting the server");
        progress.Show("waiting for it to answer");
        WriteObject(await Apis.StartAsync(Port, Standby, Stop));
    }
}

/// <summary>Gets the server that holds control planes and simulated clusters, running or stopped.</summary>
/// <example>
/// <code>Get-GeofedServer</code>
/// <para>Shows whether it runs, where it listens and where its home is.</para>
/// </example>
/// <example>
/// <code>[System.IO.File]::ReadAllText((Get-GeofedServer).Log)</code>
/// <para>Reads its log.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "GeofedServer")]
[OutputType(typeof(GeofedServer))]
public sealed class GetGeofedServerCommand : GeofedCmdlet
{
    private protected override Task EndAsync()
    {
        WriteObject(Apis.State());
        return Task.CompletedTask;
    }
}

/// <summary>Stops the server that holds control planes and simulated clusters, and what stands by for it. All that it knows is kept, and is there again when it starts.</summary>
/// <example>
/// <code>Stop-GeofedServer</code>
/// <para>Stops the server.</para>
/// </example>
/// <example>
/// <code>Stop-GeofedServer -PassThru; Start-GeofedServer</code>
/// <para>Starts it anew, e.g. after an update of the module.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "GeofedServer", SupportsShouldProcess = true)]
[OutputType(typeof(GeofedServer))]
public sealed class StopGeofedServerCommand : GeofedCmdlet
{
    /// <summary>Writes the state of the server.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Stopping the server";

    private protected override async Task EndAsync()
    {
        var server = Apis.State();
        if ((server.IsRunning || server.Standbys.Count > 0) && ShouldProcess($"Geofed server at {server.Address ?? server.Home}", "Stop"))
        {
            using var progress = new ProgressLine(this, "Stopping the server");
            progress.Show("waiting for it to end");
            await Apis.StopAsync(Stop);
        }
        if (PassThru)
            WriteObject(Apis.State());
    }
}
