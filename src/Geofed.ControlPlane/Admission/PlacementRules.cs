using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Scheduling;

namespace Geofed.ControlPlane.Admission;

/// <summary>What a placement must hold to be understood (pkg/util/validation/validation.go).</summary>
internal static class PlacementRules
{
    private static readonly string[] Fields = ["provider", "region", "zone"];
    private static readonly string[] Operators = ["In", "NotIn"];

    public static void Check(JsonNode? placement, string path, FieldErrors errors)
    {
        Affinity(placement.Obj("clusterAffinity"), path + ".clusterAffinity", errors);
        if (placement.At("clusterAffinity") is not null && placement.At("clusterAffinities") is not null)
            errors.Invalid(path, placement.At("clusterAffinities"), "clusterAffinities cannot co-exist with clusterAffinity");
        var names = new HashSet<string>();
        foreach (var (i, term) in placement.Objects("clusterAffinities").Index())
        {
            var at = $"{path}.clusterAffinities[{i}]";
            if (!names.Add(term.Str("affinityName") ?? ""))
                errors.Invalid(at, term.At("affinityName"), "each affinity term in a policy must have a unique name");
            Affinity(term, at, errors);
            foreach (var (j, overflow) in term.Objects("overflowAffinities").Index())
                Affinity(overflow, $"{at}.overflowAffinities[{j}]", errors);
        }
        Spread([.. placement.Objects("spreadConstraints")], path + ".spreadConstraints", errors);
        foreach (var (i, weight) in placement.Objects("replicaScheduling", "weightPreference", "staticWeightList").Index())
            Affinity(weight.Obj("targetCluster"), $"{path}.replicaScheduling.weightPreference.staticWeightList[{i}].targetCluster", errors);
    }

    /// <summary>Replica bounds stand in an annotation, and are no less part of the policy.</summary>
    public static void Bounds(JsonObject policy, FieldErrors errors)
    {
        try
        {
            ReplicaBounds.Of(policy);
        }
        catch (FormatException e)
        {
            errors.Invalid("metadata.annotations", policy.Annotation(GeofedMarks.ReplicaBounds), e.Message);
        }
    }

    /// <summary>So does what the queue is told of a Job.</summary>
    public static void Queue(JsonObject policy, FieldErrors errors)
    {
        if (policy.Annotation(GeofedMarks.StartBy) is { } time && KubeTime.Parse(time) is null)
            errors.Invalid("metadata.annotations", time, $"annotation {GeofedMarks.StartBy} must be a time like 2026-01-31T12:00:00Z");
        if (policy.Annotation(GeofedMarks.Preempt) is not (null or "true" or "false") and var preempt)
            errors.Invalid("metadata.annotations", preempt, $"annotation {GeofedMarks.Preempt} must be true or false");
        if (policy.Annotation(GeofedMarks.Lease) is { } lease && !(long.TryParse(lease, CultureInfo.InvariantCulture, out var seconds) && seconds > 0))
            errors.Invalid("metadata.annotations", lease, $"annotation {GeofedMarks.Lease} must be a whole number of seconds above 0");
    }

    public static void Affinity(JsonObject? affinity, string path, FieldErrors errors)
    {
        foreach (var (i, expression) in affinity.Objects("fieldSelector", "matchExpressions").Index())
        {
            var at = $"{path}.fieldSelector.matchExpressions[{i}]";
            if (!Fields.Contains(expression.Str("key")))
                errors.NotSupported(at + ".key", expression.At("key"), Fields);
            if (!Operators.Contains(expression.Str("operator")))
                errors.NotSupported(at + ".operator", expression.At("operator"), Operators);
            if (!expression.Strings("values").Any())
                errors.Required(at + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
        }
    }

    private static void Spread(JsonObject[] constraints, string path, FieldErrors errors)
    {
        foreach (var (i, constraint) in constraints.Index())
        {
            var at = $"{path}[{i}]";
            var (min, max) = (constraint.Int("minGroups") ?? 0, constraint.Int("maxGroups") ?? 0);
            if (constraint.Str("spreadByField") is { Length: > 0 } && constraint.Str("spreadByLabel") is { Length: > 0 })
                errors.Invalid(at, constraint, "spreadByLabel should not co-exist with spreadByField");
            if (min < 0)
                errors.Invalid(at + ".minGroups", min, "minGroups lower than 0 is not allowed");
            if (max < 0)
                errors.Invalid(at + ".maxGroups", max, "maxGroups lower than 0 is not allowed");
            if (max > 0 && max < min)
                errors.Invalid(at, constraint, "maxGroups lower than minGroups is not allowed");
        }
        // How many clusters there may be is what every other spread is a refinement of.
        var byField = constraints.Select(c => c.Str("spreadByField")).Where(f => !string.IsNullOrEmpty(f)).ToList();
        if (byField.Count > 0 && !byField.Contains("cluster"))
            errors.Invalid(path, byField[0], "the cluster spread constraint must be enabled in one of the constraints in case of SpreadByField is enabled");
    }
}
