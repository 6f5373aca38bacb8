using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Federation.Datasets;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Costs;
using Geofed.Placement.Datasets;
using Geofed.Placement.Geography;
using Geofed.Placement.Planning;

namespace Geofed.Federation;

/// <summary>Plans everything that a federation has placed anew, and carries plans out by its policies.</summary>
/// <param name="name">The federation's name, for output.</param>
/// <param name="prices">Null when there are none: then costs are not weighed.</param>
public sealed class FederationPlanning(string name, IKubeApi api, MemberAccess access, Atlas atlas, PriceList? prices, TimeProvider time)
{
    private static readonly WriteOptions Write = new("geofed") { Force = true };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly ResourceCollection Pods = new(new("", "v1", "pods")), Nodes = new(new("", "v1", "nodes"));
    private static readonly (string Kind, GroupVersionResource Resource)[] Planned = [("Job", new("batch", "v1", "jobs")), ("Deployment", new("apps", "v1", "deployments"))];

    /// <summary>Asks the federation and its members, and plans. Changes nothing.</summary>
    /// <param name="includeRunning">Whether jobs that run may be moved.</param>
    public async Task<FederationPlan> PlanAsync(bool includeRunning, CancellationToken ct)
    {
        var clusters = (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var (workloads, policies) = await WorkloadsAsync(ct).ConfigureAwait(false);
        var members = await Task.WhenAll(clusters.Select(c => MemberAsync(c, ct))).ConfigureAwait(false);
        var unasked = clusters.Index().Where(c => members[c.Index] is null).Select(c => c.Item.Name()).ToList();
        // Who has replicas where nobody can look is left alone.
        workloads.RemoveAll(w => w.Binding.Objects("spec", "clusters").Any(t => unasked.Contains(t.Str("name") ?? "")));
        var datasets = await FederatedDatasets.DocumentsAsync(api, ct).ConfigureAwait(false);
        var documents = new PlanningDocuments([.. members.OfType<MemberDocuments>()], workloads, includeRunning, time.GetUtcNow(), new() { Atlas = atlas, Datasets = [.. datasets.Select(Dataset.From)], Prices = prices });
        var problem = documents.Problem();
        var plan = await Task.Run(() => PlacementPlanner.Plan(problem), ct).ConfigureAwait(false);
        var effect = PlanEffect.Of(plan.Before, plan.After);
        return new([.. plan.Moves.Select(m => Move(workloads.Find(w => w.Name == m.Workload)!, m) with { Effect = effect, Before = plan.Before, After = plan.After })], plan, unasked)
        {
            PriceHoles = documents.PriceHoles,
            Policies = policies,
        };
    }

    /// <summary>Changes the policy of one workload of a plan.</summary>
    /// <exception cref="KubeApiException">Conflict when it has been changed since the plan was made.</exception>
    public async Task ApplyAsync(FederationPlan plan, PlacementMove move, CancellationToken ct)
    {
        var (key, policy) = (FederationPlan.KeyOf(move), plan.Policies[FederationPlan.KeyOf(move)]);
        await api.PatchAsync(new(KarmadaApi.PropagationPolicies, policy.Namespace(), policy.Name()), PatchKind.Apply, PlannedPolicy.Document(policy, plan.Plan.Placement[key]), Write, ct).ConfigureAwait(false);
    }

    private PlacementMove Move(WorkloadDocuments workload, PlanMove move) =>
        new(workload.Template.Name(), workload.Template.Namespace() ?? "", workload.Template.Str("kind") ?? "", name, move.Pods, move.From, move.To) { Reason = Words(move.Reason) };

    /// <summary>Workloads are told by their short names.</summary>
    private static string Words(string reason) => System.Text.RegularExpressions.Regex.Replace(reason, @"\b(Job|Deployment)/[^/ ]*/", "$1/");

    /// <summary>Those that a policy of Geofed's places alone, and that are placed as Geofed likes.</summary>
    private async Task<(List<WorkloadDocuments> Workloads, Dictionary<string, JsonObject> Policies)> WorkloadsAsync(CancellationToken ct)
    {
        var bindings = (await api.ListAsync(new(KarmadaApi.ResourceBindings), ListOptions.All, ct).ConfigureAwait(false)).Items.ToDictionary(b => b.Key());
        var policies = (await api.ListAsync(new(KarmadaApi.PropagationPolicies), ListOptions.All, ct).ConfigureAwait(false)).Items.ToDictionary(p => p.Key());
        var (workloads, own) = (new List<WorkloadDocuments>(), new Dictionary<string, JsonObject>());
        foreach (var (kind, resource) in Planned)
        {
            foreach (var listed in (await api.ListAsync(new(resource), ListOptions.All, ct).ConfigureAwait(false)).Items)
            {
                var template = listed.Copy();
                (template["apiVersion"], template["kind"]) = (resource.ApiVersion, kind);
                var policy = policies.GetValueOrDefault(new(template.Namespace(), PropagationPolicy.NameFor(template)));
                if (policy is null || !PropagationPolicy.IsOwn(policy, template) || !PlannedPolicy.IsFree(policy)
                    || bindings.GetValueOrDefault(new(template.Namespace(), KarmadaNames.Binding(kind, template.Name()))) is not { } binding)
                    continue;
                var wanted = PlannedPolicy.Wanted(policy);
                if (kind == "Job" != PlannedPolicy.IsWhole(wanted))
                    continue;
                var key = FederationPlan.KeyOf(kind, template.Namespace(), template.Name());
                own[key] = policy;
                workloads.Add(new(key, template, binding, wanted) { Intent = WorkloadIntent.Of(policy) });
            }
        }
        return ([.. workloads.OrderBy(w => w.Template.Str("metadata", "creationTimestamp"), StringComparer.Ordinal).ThenBy(w => w.Name, StringComparer.Ordinal)], own);
    }

    /// <summary>Null for a member that cannot be asked.</summary>
    private async Task<MemberDocuments?> MemberAsync(JsonObject cluster, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var member = await access.OpenAsync(cluster, patience.Token).ConfigureAwait(false);
            using var _ = member as IDisposable;
            var nodes = member.ListAsync(Nodes, ListOptions.All, patience.Token);
            var pods = member.ListAsync(Pods, ListOptions.All, patience.Token);
            return new(cluster, (await nodes.ConfigureAwait(false)).Items, (await pods.ConfigureAwait(false)).Items);
        }
        catch (Exception e) when (e is ClusterUnreachableException or KubeApiException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
