using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>The Jobs of one federation: reads and waits for them, and asks their clusters with what their pods ended.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class FederatedJobs(string name, IKubeApi api, TimeProvider time)
{
    public static readonly ApiResource Resource = new(new("batch", "v1", "jobs"), "Job", Namespaced: true);

    /// <summary>All Jobs of a namespace, or of all when null: those that wait in their order, then the others by namespace and name.</summary>
    public async Task<IReadOnlyList<FederatedJob>> ListAsync(string? ns, CancellationToken ct)
    {
        var templates = api.ListAsync(Resource.In(ns), ListOptions.All, ct);
        var listed = await api.ListAsync(new(KarmadaApi.ResourceBindings, ns), ListOptions.All, ct).ConfigureAwait(false);
        var bindings = listed.Items.ToDictionary(b => b.Key());
        return [.. (await templates.ConfigureAwait(false)).Items
            .Select(t => JobSummary.Of(name, t, bindings.GetValueOrDefault(BindingOf(t.Key()).NamespacedName)))
            .OrderBy(j => j.Position ?? int.MaxValue).ThenBy(j => j.Namespace, StringComparer.Ordinal).ThenBy(j => j.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="KubeApiException">NotFound when there is none of that name.</exception>
    public async Task<FederatedJob> GetAsync(NamespacedName job, CancellationToken ct)
    {
        var template = await api.GetAsync(PathOf(job), ct).ConfigureAwait(false);
        return JobSummary.Of(name, template, await api.FindAsync(BindingOf(job), ct).ConfigureAwait(false));
    }

    /// <summary>Waits until a Job is complete or has failed, telling of each state on the way. The last state is returned, also when the time is up.</summary>
    public async Task<FederatedJob> WaitAsync(NamespacedName job, TimeSpan timeout, IProgress<FederatedJob>? progress, CancellationToken ct)
    {
        await using var follower = new ObjectFollower(api, [PathOf(job), BindingOf(job)], time, ct);
        var (last, _) = await follower.UntilAsync(Read, j => j.Status is FederatedJobState.Complete or FederatedJobState.Failed, timeout, ct).ConfigureAwait(false);
        return last;

        async Task<FederatedJob> Read(CancellationToken token)
        {
            var now = await GetAsync(job, token).ConfigureAwait(false);
            progress?.Report(now);
            return now;
        }
    }

    /// <summary>The same Job with its pods, as its clusters tell.</summary>
    /// <param name="silent">Told of each cluster that does not answer.</param>
    public async Task<FederatedJob> WithPodsAsync(FederatedJob job, MemberAccess access, Action<Exception> silent, CancellationToken ct)
    {
        var template = await api.FindAsync(PathOf(new(job.Namespace, job.Name)), ct).ConfigureAwait(false);
        var pods = new List<FederatedJobPod>();
        foreach (var cluster in template is null ? [] : job.Clusters)
        {
            try
            {
                pods.AddRange((await new FederatedPods(name, access).DocumentsAsync(cluster, job.Namespace, template, ct).ConfigureAwait(false)).Select(p => JobPods.From(cluster, p)));
            }
            catch (Exception e) when (e is KubeApiException or ClusterUnreachableException)
            {
                silent(e);
            }
        }
        return job with { Pods = pods };
    }

    private static ResourcePath PathOf(NamespacedName job) => new(Resource.Resource, job.Namespace, job.Name);

    private static ResourcePath BindingOf(NamespacedName job) => new(KarmadaApi.ResourceBindings, job.Namespace, KarmadaNames.Binding("Job", job.Name));
}
