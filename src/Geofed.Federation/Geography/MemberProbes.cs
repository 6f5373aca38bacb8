using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Federation.Geography;

/// <summary>What a member measured.</summary>
/// <param name="RoundTripsMs">By target; null where nobody took the connection.</param>
/// <param name="Simulated">No container ran there: these are the estimates that it was given to say.</param>
public sealed record ProbeAnswer(IReadOnlyList<double?> RoundTripsMs, bool Simulated);

/// <summary>The pod that measures could not do its work.</summary>
public sealed class ProbeException(string message) : Exception(message);

/// <summary>Lets a member measure the round trips to other addresses, by a pod that lives for some seconds. Nothing stays there, also when it is stopped or fails.</summary>
public sealed class MemberProbes(MemberAccess access, TimeProvider time)
{
    private static readonly GroupVersionResource Jobs = new("batch", "v1", "jobs");

    /// <summary>What removing may take when the work itself has been stopped; the member removes what is left after that.</summary>
    public static readonly TimeSpan Cleanup = TimeSpan.FromSeconds(5);

    public string Namespace { get; init; } = "default";

    public string Image { get; init; } = ProbeJob.DefaultImage;

    public int Tries { get; init; } = 5;

    /// <summary>How long a member may take, with fetching the image.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <param name="rehearsed">What a simulated member shall answer.</param>
    /// <exception cref="ClusterUnreachableException">The member does not answer.</exception>
    /// <exception cref="KubeApiException">It refuses, e.g. because the federation has no right to make pods there.</exception>
    /// <exception cref="ProbeException">The pod could not do its work.</exception>
    /// <exception cref="TimeoutException">The pod has not ended in time; the message says what kept it.</exception>
    public async Task<ProbeAnswer> MeasureAsync(string member, IReadOnlyList<Uri> targets, IReadOnlyList<double>? rehearsed, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Timeout + Cleanup, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var api = await access.OpenMemberAsync(member, either.Token).ConfigureAwait(false);
            using var _ = api as IDisposable;
            return await RunAsync(api, member, targets, rehearsed, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ClusterUnreachableException($"Cluster '{member}' has not answered for {Timeout.TotalSeconds:0} s.");
        }
    }

    private async Task<ProbeAnswer> RunAsync(IKubeApi api, string member, IReadOnlyList<Uri> targets, IReadOnlyList<double>? rehearsed, CancellationToken ct)
    {
        var path = new ResourcePath(Jobs, Namespace, $"geofed-latency-{Guid.NewGuid():N}"[..30]);
        try
        {
            await BeginAsync(api, member, ProbeJob.Create(path.Name, Namespace, Image, targets, Tries, Timeout, rehearsed), path, ct).ConfigureAwait(false);
            await using var follower = new ObjectFollower(api, [path], time, ct);
            var (pod, done) = await follower.UntilAsync(token => PodAsync(api, path, token), p => LastWord(p) is not null, Timeout, ct).ConfigureAwait(false);
            if (!done || LastWord(pod) is not { } last)
                throw new TimeoutException($"In cluster '{member}' the pod that measures has not ended after {Timeout.TotalSeconds:0} s: {(pod is null ? "the Job has made none" : PendingReason.Of(pod) ?? "it is " + (pod.Str("status", "phase") ?? "Pending"))}.");
            if (last.Int("exitCode") != 0)
                throw new ProbeException($"In cluster '{member}' the pod that measures ended with exit code {last.Int("exitCode")}{(last.Str("message") is { Length: > 0 } said ? ": " + said : "")}; does the image {Image} have sh, curl and awk?");
            return new(ProbeJob.Read(last.Str("message") ?? "", targets.Count), last.Str("containerID")?.StartsWith("simulated://", StringComparison.Ordinal) == true);
        }
        finally
        {
            await RemoveAsync(api, path).ConfigureAwait(false);
        }
    }

    private static async Task BeginAsync(IKubeApi api, string member, JsonObject job, ResourcePath path, CancellationToken ct)
    {
        try
        {
            await api.CreateAsync(path.Collection, job, new("geofed"), ct).ConfigureAwait(false);
        }
        catch (KubeApiException e)
        {
            throw new KubeApiException(e.Code, e.Reason, $"Cluster '{member}' does not take the Job that measures: {e.Message}", e.Details);
        }
    }

    private static async Task<JsonObject?> PodAsync(IKubeApi api, ResourcePath job, CancellationToken ct) =>
        (await api.ListAsync(new(new("", "v1", "pods"), job.Namespace), new() { LabelSelector = $"job-name={job.Name}" }, ct).ConfigureAwait(false)).Items.FirstOrDefault();

    private static JsonObject? LastWord(JsonObject? pod) => pod?.Objects("status", "containerStatuses").Select(c => c.Obj("state", "terminated")).FirstOrDefault(t => t is not null);

    /// <summary>Also when the work was stopped; what cannot be removed now ends by its deadline and is removed by the cluster.</summary>
    private async Task RemoveAsync(IKubeApi api, ResourcePath job)
    {
        using var patience = new CancellationTokenSource(Cleanup, time);
        try
        {
            await api.DeleteAsync(job, new() { PropagationPolicy = "Background" }, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException or OperationCanceledException)
        {
        }
    }
}
