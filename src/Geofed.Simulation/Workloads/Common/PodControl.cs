using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Creates and deletes pods for a controller, and tells the owner's user of it (pkg/controller/controller_utils.go RealPodControl).</summary>
internal sealed class PodControl(ControllerApi api, EventRecorder events, string component)
{
    /// <summary>No controller does more at once; the rest comes with its next turn.</summary>
    public const int Burst = 500;

    public async Task CreateAsync(JsonObject owner, JsonObject pod, CancellationToken ct)
    {
        JsonObject made;
        try
        {
            made = await api.CreateAsync(ClusterResources.Pods, pod, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (!IsEndingNamespace(e))
        {
            await events.RecordAsync(owner, component, true, "FailedCreate", "Error creating: " + e.Message, ct).ConfigureAwait(false);
            throw;
        }
        await events.RecordAsync(owner, component, false, "SuccessfulCreate", "Created pod: " + made.Name(), ct).ConfigureAwait(false);
    }

    public async Task DeleteAsync(JsonObject owner, JsonObject pod, CancellationToken ct)
    {
        await api.DeleteAsync(ClusterResources.Pods, pod, ct).ConfigureAwait(false);
        await events.RecordAsync(owner, component, false, "SuccessfulDelete", "Deleted pod: " + pod.Name(), ct).ConfigureAwait(false);
    }

    /// <summary>All of these; the first failure is thrown when all have been tried.</summary>
    public Task DeleteAllAsync(JsonObject owner, IEnumerable<JsonObject> pods, CancellationToken ct) =>
        Task.WhenAll(pods.Select(pod => DeleteAsync(owner, pod, ct)));

    /// <summary>
    /// In batches of 1, 2, 4 and so on, ending with the first batch that fails: a pod that cannot be created does not fail a thousand times
    /// (slowStartBatch).
    /// </summary>
    public async Task CreateAllAsync(JsonObject owner, IReadOnlyList<JsonObject> pods, CancellationToken ct)
    {
        for (int done = 0, batch = 1; done < pods.Count; done += batch, batch *= 2)
            await Task.WhenAll(pods.Skip(done).Take(batch).Select(pod => CreateAsync(owner, pod, ct))).ConfigureAwait(false);
    }

    public static bool IsEndingNamespace(KubeApiException e) => e.Details.Objects("causes").Any(c => c.Str("reason") == "NamespaceTerminating");
}
