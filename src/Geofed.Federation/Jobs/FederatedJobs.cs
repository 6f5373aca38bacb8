using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Jobs;

namespace Geofed.Federation;

/// <summary>The jobs of one federation, of every kind whose pods are known: reads and waits for them, and asks their clusters with what their pods ended.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class FederatedJobs(string name, IKubeApi api, TimeProvider time)
{
    public static readonly ApiResource Resource = new(new("batch", "v1", "jobs"), "Job", Namespaced: true);

    /// <summary>All jobs of a namespace, or of all when null: those that wait in their order, then the others by namespace and name.</summary>
    public async Task<IReadOnlyList<FederatedJob>> ListAsync(string? ns, CancellationToken ct)
    {
        var listed = await api.ListAsync(new(KarmadaApi.ResourceBindings, ns), ListOptions.All, ct).ConfigureAwait(false);
        var bindings = listed.Items.ToDictionary(b => b.Key());
        // What has just been published has a policy before it has a binding.
        var policies = (await api.ListAsync(new(KarmadaApi.PropagationPolicies, ns), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var kinds = listed.Items.Select(b => b.Obj("spec", "resource").Kind()).Concat(policies.SelectMany(p => p.Objects("spec", "resourceSelectors")).Select(s => s.Kind())).Where(k => JobKind.Of(k) is not null).Append(Resource.GroupVersionKind).Distinct();
        var templates = await Task.WhenAll(kinds.Select(kind => OfKindAsync(kind, ns, ct))).ConfigureAwait(false);
        return [.. templates.SelectMany(of => of)
            .Select(t => JobSummary.Of(name, t, bindings.GetValueOrDefault(new(t.Namespace(), KarmadaNames.Binding(t.Str("kind")!, t.Name())))))
            .OrderBy(j => j.Position ?? int.MaxValue).ThenBy(j => j.Namespace, StringComparer.Ordinal).ThenBy(j => j.Name, StringComparer.Ordinal).ThenBy(j => j.Kind, StringComparer.Ordinal)];
    }

    private async Task<IEnumerable<JsonObject>> OfKindAsync(GroupVersionKind kind, string? ns, CancellationToken ct)
    {
        IReadOnlyList<JsonObject> jobs;
        try
        {
            jobs = (await api.ListAsync(new(Served(kind), ns), ListOptions.All, ct).ConfigureAwait(false)).Items;
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // A policy may select a kind that is not served.
            return [];
        }
        return jobs.Select(job =>
        {
            // Items of a list do not say what they are.
            var known = job.Copy();
            (known["apiVersion"], known["kind"]) = (kind.ApiVersion, kind.Kind);
            return known;
        });
    }

    /// <exception cref="KubeApiException">NotFound when there is none of that name.</exception>
    public async Task<FederatedJob> GetAsync(FederatedJob job, CancellationToken ct)
    {
        var template = await api.GetAsync(PathOf(job), ct).ConfigureAwait(false);
        return JobSummary.Of(name, template, await api.FindAsync(BindingOf(job), ct).ConfigureAwait(false));
    }

    /// <summary>Waits until a Job is complete or has failed, telling of each state on the way. The last state is returned, also when the time is up.</summary>
    public async Task<FederatedJob> WaitAsync(FederatedJob job, TimeSpan timeout, IProgress<FederatedJob>? progress, CancellationToken ct)
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
        var template = await api.FindAsync(PathOf(job), ct).ConfigureAwait(false);
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

    private static ResourcePath PathOf(FederatedJob job) => new(Served(GroupVersionKind.From(job.ApiVersion, job.Kind)), job.Namespace, job.Name);

    private static GroupVersionResource Served(GroupVersionKind kind) => new(kind.Group, kind.Version, JobKind.Of(kind)!.Plural);

    private static ResourcePath BindingOf(FederatedJob job) => new(KarmadaApi.ResourceBindings, job.Namespace, KarmadaNames.Binding(job.Kind, job.Name));
}
