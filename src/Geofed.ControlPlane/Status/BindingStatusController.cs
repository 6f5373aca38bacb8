using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Propagation;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Interpretation;

namespace Geofed.ControlPlane.Status;

/// <summary>Gathers what a binding's Works report into the binding, and from there into the template's own status (pkg/controllers/status, pkg/util/helper/workstatus.go).</summary>
internal sealed class BindingStatusController(IKubeApi api, ControlPlaneCaches caches, TimeProvider time)
{
    public WorkQueue<NamespacedName> Queue { get; } = new(time);

    public void Subscribe()
    {
        caches.Works.Changed += change =>
        {
            if (BindingWorks.BindingOf(change.Object) is { } binding)
                Gather(binding);
        };
        caches.NamespacedBindings.Changed += OnBinding;
        caches.ClusterBindings.Changed += OnBinding;
        // Somebody who writes a template's status over, or a template made anew, gets the truth back.
        caches.Templates.Changed += (_, change) =>
        {
            if (change.Type != WatchEventType.Deleted)
                Gather(new(change.Object.Namespace(), KarmadaNames.Binding(change.Object.Str("kind") ?? "", change.Object.Name())));
        };
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (caches.Binding(name) is not { } binding || binding.IsDeleting() || !IsDecided(binding))
            return;
        var items = AggregatedStatus.Of(BindingWorks.All(caches, binding));
        var conditions = AggregatedStatus.FullyApplied(binding, items, time.GetUtcNow());
        var status = new JsonObject { ["aggregatedStatus"] = items, ["conditions"] = conditions };
        await api.MergeStatusAsync(ControlPlaneCaches.BindingsIn(name.Namespace), binding, status, ct).ConfigureAwait(false);
        await UpdateTemplateAsync(binding, items, ct).ConfigureAwait(false);
    }

    /// <summary>Until the scheduler has spoken there is nothing to tell, and what it writes meanwhile would only meet a newer version.</summary>
    private static bool IsDecided(JsonObject binding) =>
        binding.At("spec", "placement") is null || binding.Condition("Scheduled") is not null || binding.At("status", "aggregatedStatus") is not null;

    private async Task UpdateTemplateAsync(JsonObject binding, JsonArray items, CancellationToken ct)
    {
        if (caches.Templates.Of(binding) is not { } template || template.Uid() != binding.Str("spec", "resource", "uid"))
            return;
        var resource = caches.Templates.Resource(template.Kind());
        if (resource is null || !resource.Subresources.Contains("status"))
            return;
        var status = ResourceInterpreter.AggregateStatus(template, items, time.GetUtcNow()) ?? (IsCustom(template) ? CustomStatus.Aggregate(template, items) : null);
        if (status is null || IsSaid(status, template))
            return;
        var update = template.Copy();
        update["status"] = status.DeepClone();
        await api.ReplaceAsync(resource.In(template.Namespace()).Named(template.Name(), "status"), update, Writes.Options, ct).ConfigureAwait(false);
    }

    /// <summary>Whether a template says this already. Of Kubernetes' own kinds a count of zero is as good as none.</summary>
    private bool IsSaid(JsonObject status, JsonObject template)
    {
        var said = template.Obj("status") ?? [];
        return JsonNavigation.Same(status, said) || !IsCustom(template)
            && status.Select(f => f.Key).Union(said.Select(f => f.Key)).All(key => JsonNavigation.Same(status[key], said[key]) || IsNone(status[key]) && IsNone(said[key]));

        static bool IsNone(JsonNode? value) => value is null || value.Int() == 0;
    }

    private bool IsCustom(JsonObject template) =>
        caches.Definitions.List().Any(d => d.Str("spec", "names", "kind") == template.Kind().Kind && d.Str("spec", "group") == template.Kind().Group);

    /// <summary>Also after changes of its status: what was computed from an older one may be stale.</summary>
    private void OnBinding(InformerChange change)
    {
        if (change.Type != WatchEventType.Deleted)
            Gather(change.Object.Key());
    }

    private void Gather(NamespacedName binding) => Queue.AddAfter(binding, Gathering(caches.Binding(binding)?.Arr("spec", "clusters")?.Count ?? 0));

    /// <summary>
    /// Works report many times each, and what they say is written together. The more there are, the more it takes to write it, so that it waits longer for
    /// more to be said: 20 ms for each cluster, but no less than 100 ms and no more than a second.
    /// </summary>
    public static TimeSpan Gathering(int clusters) => TimeSpan.FromMilliseconds(Math.Clamp(20 * clusters, 100, 1000));
}
