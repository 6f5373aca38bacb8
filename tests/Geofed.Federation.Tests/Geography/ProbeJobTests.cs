using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Geofed.Federation.Geography;
using Geofed.Model;

namespace Geofed.Federation.Tests.Geography;

public class ProbeJobTests
{
    private static readonly Uri[] Targets = [new("https://10.0.0.1/"), new("https://10.0.0.2:6443/")];

    private static JsonObject Job(IReadOnlyList<double>? rehearsed = null) => ProbeJob.Create("probe-1", "default", "mirror/curl:1", Targets, 5, TimeSpan.FromSeconds(30.5), rehearsed);

    [Fact]
    public void It_ends_and_goes_by_itself_and_has_no_privileges()
    {
        var job = Job();
        Assert.Equal((31L, 60L, 0L), (job.Int("spec", "activeDeadlineSeconds"), job.Int("spec", "ttlSecondsAfterFinished"), job.Int("spec", "backoffLimit")));
        var pod = job.Obj("spec", "template", "spec");
        var container = pod.Objects("containers").Single();
        // What the restricted Pod Security Standard asks for.
        Assert.Equal((true, "RuntimeDefault"), (pod.Bool("securityContext", "runAsNonRoot"), pod.Str("securityContext", "seccompProfile", "type")));
        Assert.Equal((false, "ALL"), (container.Bool("securityContext", "allowPrivilegeEscalation"), container.Strings("securityContext", "capabilities", "drop").Single()));
        Assert.Equal((false, true, "Never"), (pod.Bool("automountServiceAccountToken"), container.Bool("securityContext", "readOnlyRootFilesystem"), pod.Str("restartPolicy")));
        Assert.Equal(["http://10.0.0.1:443/", "http://10.0.0.2:6443/"], container.Strings("command").Skip(4));
        Assert.Equal("mirror/curl:1", container.Str("image"));
        Assert.DoesNotMatch(":latest$|/[^:]*$", ProbeJob.DefaultImage);
    }

    [Fact]
    public void Only_who_is_asked_to_rehearse_is_told_what_to_say()
    {
        Assert.Equal("0 12.5\n1 140", Job([12.5, 140]).Obj("spec", "template").Annotation("simulation.geofed.io/termination-message"));
        Assert.Empty(Job().Obj("spec", "template", "metadata", "annotations")!);
    }

    [Fact]
    public void Lines_that_say_nothing_are_nothing()
    {
        Assert.Equal([12.25, null, null, 3], ProbeJob.Read("0 12.25\n1 -\n7 4\n2 NaN\nwget: not found\n3 3.000\n", 4));
        Assert.Equal([null], ProbeJob.Read("", 1));
    }

    [Fact]
    public async Task The_script_measures_who_takes_connections()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = HangUpAsync(listener);
        var answer = Path.GetTempFileName();
        var start = new ProcessStartInfo("sh", ["-c", ProbeJob.Script, "probe", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/", "http://127.0.0.1:1/"]);
        (start.Environment["TRIES"], start.Environment["ANSWER"]) = ("2", answer);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(CancellationToken.None);
        var read = ProbeJob.Read(await File.ReadAllTextAsync(answer, CancellationToken.None), 2);
        File.Delete(answer);
        Assert.Equal(0, process.ExitCode);
        Assert.InRange(read[0]!.Value, 0.001, 5000);
        Assert.Null(read[1]);
    }

    private static async Task HangUpAsync(TcpListener listener)
    {
        while (listener.Server.IsBound)
            (await listener.AcceptSocketAsync(CancellationToken.None)).Close();
    }
}
