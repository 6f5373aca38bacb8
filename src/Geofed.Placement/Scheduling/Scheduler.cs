using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Scheduling;

/// <summary>
/// Chooses clusters for a binding and divides its replicas, as Karmada's scheduler does (pkg/scheduler/core/generic_scheduler.go): filter, score,
/// select, assign; with clusterAffinities, term after term until one succeeds. Pure: the same input gives the same answer.
/// </summary>
public static class Scheduler
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Nobody = new Dictionary<string, IReadOnlyList<string>>();

    public static ScheduleResult Schedule(JsonObject binding, IReadOnlyList<JsonObject> clusters, SchedulerOptions? options = null)
    {
        var terms = binding.Objects("spec", "placement", "clusterAffinities").ToList();
        var observed = binding.Str("status", "schedulerObservingAffinityName");
        if (terms.Count == 0)
        {
            var (attempt, failure) = Try(binding, null, clusters, options ?? new());
            return Result([attempt], failure, failure?.Message, observed);
        }
        var attempts = new List<ScheduleAttempt>();
        ScheduleException? first = null;
        foreach (var term in terms.Skip(FirstTerm(binding, terms)))
        {
            var (attempt, failure) = Try(binding, term, clusters, options ?? new());
            attempts.Add(attempt);
            if (failure is null)
                return Result(attempts, null, null, term.Str("affinityName"));
            first ??= failure;
        }
        return Result(attempts, first, first?.Message, observed);
    }

    /// <summary>
    /// The clusters that may take a binding, whatever room they have: for each term of its affinities that is to be tried, and each of its overflows, in the
    /// order in which they are tried.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Candidates(JsonObject binding, IReadOnlyList<JsonObject> clusters)
    {
        var terms = binding.Objects("spec", "placement", "clusterAffinities").ToList();
        var tried = terms.Count == 0 ? [null] : terms.Skip(FirstTerm(binding, terms)).Cast<JsonObject?>();
        var tiers = new List<IReadOnlyList<string>>();
        foreach (var term in tried)
        {
            try
            {
                var problem = new SchedulingProblem(binding, term, new() { Capacity = (_, _) => 0 });
                tiers.AddRange(Feasible(problem, clusters, []).GroupBy(c => c.OverflowOrder).OrderBy(tier => tier.Key).Select(tier => tier.Select(c => c.Name).ToList()));
            }
            catch (ScheduleException)
            {
                // Schedule tells why.
            }
        }
        return tiers;
    }

    /// <summary>Earlier terms are not tried again, except on request.</summary>
    private static int FirstTerm(JsonObject binding, List<JsonObject> terms) => RescheduleTrigger.IsRequired(binding)
        ? 0
        : Math.Max(0, terms.FindIndex(t => t.Str("affinityName") == binding.Str("status", "schedulerObservingAffinityName")));

    private static ScheduleResult Result(List<ScheduleAttempt> attempts, ScheduleException? failure, string? message, string? observed) => new()
    {
        Targets = failure is null ? attempts[^1].Targets : null,
        Failure = failure?.Failure,
        Message = message ?? "Binding has been scheduled successfully.",
        ObservedAffinityName = observed,
        Filtered = attempts[^1].Filtered,
        Attempts = attempts,
    };

    private static (ScheduleAttempt Attempt, ScheduleException? Failure) Try(JsonObject binding, JsonObject? term, IReadOnlyList<JsonObject> clusters, SchedulerOptions options)
    {
        var filtered = new Dictionary<string, IReadOnlyList<string>>();
        try
        {
            var problem = new SchedulingProblem(binding, term, options);
            var selected = Prefixed("failed to select clusters: ", () => ClusterSelection.Select(problem, Feasible(problem, clusters, filtered)));
            var targets = Prefixed("failed to assign replicas: ", () => ReplicaAssignment.Assign(problem, selected));
            return (new(term.Str("affinityName"), targets, null, filtered), null);
        }
        catch (ScheduleException e)
        {
            return (new(term.Str("affinityName"), null, e.Message, filtered.Count == 0 ? Nobody : filtered), e);
        }
    }

    private static List<Candidate> Feasible(SchedulingProblem problem, IReadOnlyList<JsonObject> clusters, Dictionary<string, IReadOnlyList<string>> filtered)
    {
        var feasible = new List<Candidate>(clusters.Count);
        foreach (var facts in ClusterFacts.Of(clusters))
        {
            if (facts.IsDeleting)
                continue;
            if (ClusterFilters.Reasons(problem, facts) is { } reasons)
            {
                filtered[facts.Name] = reasons;
                continue;
            }
            var room = GeneralEstimator.Estimate(problem, facts);
            feasible.Add(new(facts, problem.IsTarget(facts.Name) ? 100 : 0, room, room + problem.PreviousReplicas(facts.Name), problem.OverflowOrder(facts)));
        }
        return feasible.Count > 0 ? feasible : throw NoFit(clusters.Count, filtered);
    }

    /// <summary>Karmada names one reason for each cluster: the first one found.</summary>
    private static ScheduleException NoFit(int total, Dictionary<string, IReadOnlyList<string>> filtered)
    {
        var reasons = filtered.Values.GroupBy(r => r[0]).Select(g => $"{g.Count()} {g.Key}").Order(StringComparer.Ordinal).ToList();
        return new(ScheduleFailure.NoClusterFit, $"0/{total} clusters are available: {(reasons.Count == 0 ? "no cluster exists" : string.Join(", ", reasons))}.");
    }

    private static T Prefixed<T>(string prefix, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (ScheduleException e) when (e.Failure != ScheduleFailure.NoClusterFit)
        {
            throw e.Prefixed(prefix);
        }
    }
}
