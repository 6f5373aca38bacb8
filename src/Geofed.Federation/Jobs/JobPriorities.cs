using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Priorities of Jobs: PriorityClasses of the federation. They order its queue and do not reach the clusters, where pods keep the priority of their template.</summary>
public sealed class JobPriorities(IKubeApi api)
{
    private static readonly ResourceCollection Classes = new(new("scheduling.k8s.io", "v1", "priorityclasses"));

    /// <summary>The most that Kubernetes lets people choose (pkg/apis/scheduling/types.go HighestUserDefinablePriority).</summary>
    public const int Highest = 1_000_000_000;

    /// <summary>The class of a number, which is made when it is not there.</summary>
    public async Task<string> EnsureAsync(int priority, CancellationToken ct)
    {
        var name = NameOf(priority);
        if (await api.FindAsync(Classes.Named(name), ct).ConfigureAwait(false) is null)
        {
            var made = new JsonObject
            {
                ["apiVersion"] = "scheduling.k8s.io/v1",
                ["kind"] = "PriorityClass",
                ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { [PropagationPolicy.ManagedBy] = PropagationPolicy.Geofed } },
                ["value"] = priority,
                ["description"] = "Made by Publish-FederatedJob -Priority.",
            };
            try
            {
                await api.CreateAsync(Classes, made, new("geofed"), ct).ConfigureAwait(false);
            }
            catch (KubeApiException e) when (e.IsAlreadyExists)
            {
                // Somebody else was quicker; it is the same.
            }
        }
        return name;
    }

    /// <summary>The names of all classes there are.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) =>
        [.. (await api.ListAsync(Classes, ListOptions.All, ct).ConfigureAwait(false)).Items.Select(c => c.Name()).Order(StringComparer.Ordinal)];

    internal static string NameOf(int priority) => priority < 0
        ? $"geofed-priority-minus-{(-(long)priority).ToString(CultureInfo.InvariantCulture)}"
        : $"geofed-priority-{priority.ToString(CultureInfo.InvariantCulture)}";
}
