using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>
/// What the federation understands of each kind (pkg/resourceinterpreter/default/native): its replicas, what goes to members, what comes back, and
/// when it is healthy. A kind without rules of its own has no replicas, is sent whole and reports its whole status.
/// </summary>
public static class ResourceInterpreter
{
    /// <summary>How many replicas a template asks for, and what each requires of a node.</summary>
    public static ReplicaNeeds GetReplicas(JsonObject template) => ReplicaInterpretation.Get(template);

    /// <summary>The pods of a job whose pods are not all alike, or not counted as replicas: the components of its binding. Null for all else.</summary>
    public static JsonArray? GetComponents(JsonObject template) => ComponentInterpretation.Get(template);

    /// <summary>The template with so many replicas, where it has a field for them.</summary>
    public static JsonObject ReviseReplica(JsonObject template, long replicas) => ReplicaInterpretation.Revise(template, replicas);

    /// <summary>The template without what its own API server and controllers wrote into it.</summary>
    public static JsonObject Prune(JsonObject template) => Pruning.Prune(template);

    /// <summary>What is to be written to a member, with what the member's own controllers have set there.</summary>
    /// <exception cref="InvalidOperationException">The member's object lacks what is to be kept.</exception>
    public static JsonObject Retain(JsonObject desired, JsonObject observed) => Retention.Retain(desired, observed);

    /// <summary>The part of a member object's status that its Work reports; null for none.</summary>
    /// <exception cref="FormatException">It does not say which generation of the template it was made from.</exception>
    public static JsonObject? ReflectStatus(JsonObject live) => StatusReflection.Reflect(live);

    /// <summary>Whether a member's object does what it should; null for a kind without such a rule.</summary>
    public static bool? InterpretHealth(JsonObject live) => HealthInterpretation.IsHealthy(live);

    /// <summary>The template's status, made of what its copies report; null for a kind without such a rule.</summary>
    /// <param name="items">The binding's aggregatedStatus.</param>
    public static JsonObject? AggregateStatus(JsonObject template, JsonArray? items, DateTimeOffset now) => StatusAggregation.Aggregate(template, items, now);

    /// <summary>What a template needs beside it, by kind and name: it travels along when the policy says propagateDeps.</summary>
    /// <exception cref="InvalidOperationException">The template is such that no cluster could use it.</exception>
    public static IReadOnlyList<ObjectDependency> GetDependencies(JsonObject template) => Dependencies.Of(template);

    internal static string Id(JsonObject o) => $"{o.Str("apiVersion")} {o.Str("kind")}";
}

/// <summary>How many replicas, and what one of them requires: the replicaRequirements of a binding, or null when it requires nothing.</summary>
public readonly record struct ReplicaNeeds(long Replicas, JsonObject? Requirements);
