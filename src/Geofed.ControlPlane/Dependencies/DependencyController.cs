using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Detector;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Interpretation;

namespace Geofed.ControlPlane.Dependencies;

/// <summary>
/// Sends what a workload needs (ConfigMaps, Secrets, ...) to wherever the workload goes, when its policy says propagateDeps
/// (pkg/dependenciesdistributor): the needed object gets a binding that names the bindings that require it. One with a policy of its own goes to both.
/// </summary>
internal sealed class DependencyController(IKubeApi api, ControlPlaneCaches caches, TimeProvider time)
{
    private readonly DependencyIndex _index = new();

    /// <summary>Objects that may be needed.</summary>
    public WorkQueue<TemplateKey> Queue { get; } = new(time);

    public void Subscribe()
    {
        caches.NamespacedBindings.Changed += OnBinding;
        caches.ClusterBindings.Changed += OnBinding;
        caches.Templates.Changed += (resource, change) =>
        {
            if (!TemplateChanges.Matter(change))
                return;
            Queue.Add(new(resource.GroupVersionKind, change.Object.Key()));
            if (caches.Binding(new(change.Object.Namespace(), KarmadaNames.Binding(resource.Kind, change.Object.Name()))) is { } binding)
                Index(binding);
        };
    }

    public async Task ReconcileAsync(TemplateKey key, CancellationToken ct)
    {
        var template = caches.Templates.Get(key.Kind, key.Name);
        var binding = caches.Binding(new(key.Name.Namespace, KarmadaNames.Binding(key.Kind.Kind, key.Name.Name)));
        if (template is null || template.IsDeleting() || binding.IsDeleting())
            return;
        var required = RequiredBy(key, template);
        if (binding is null)
        {
            if (required.Count > 0)
                await api.CreateMissingAsync(ControlPlaneCaches.BindingsIn(key.Name.Namespace), BindingDocument.Attached(template, required), ct).ConfigureAwait(false);
            return;
        }
        var path = ControlPlaneCaches.BindingsIn(key.Name.Namespace).Named(binding.Name());
        if (required.Count == 0 && BindingDocument.IsAttached(binding))
            await api.DeleteIfThereAsync(path, ct).ConfigureAwait(false);
        else if (!JsonNavigation.Same(required, binding.Arr("spec", "requiredBy") ?? []))
            await api.MergeAsync(path, new JsonObject { ["spec"] = new JsonObject { ["requiredBy"] = required.Count > 0 ? required : null } }, ct).ConfigureAwait(false);
    }

    private JsonArray RequiredBy(TemplateKey key, JsonObject template)
    {
        var required = new JsonArray();
        foreach (var name in _index.Needing(key, template).OrderBy(n => n.ToString(), StringComparer.Ordinal))
        {
            if (caches.Binding(name) is not { } parent || parent.IsDeleting())
                continue;
            var entry = new JsonObject { ["name"] = parent.Name(), ["clusters"] = parent.Arr("spec", "clusters").Copy() ?? [] };
            if (parent.Namespace() is { } ns)
                entry["namespace"] = ns;
            // Copies that are being left keep what they need until they go.
            foreach (var left in Propagation.BindingTargets.Evicted(parent))
                entry["clusters"]!.AsArray().Add(new JsonObject { ["name"] = left });
            required.Add(entry);
        }
        return required;
    }

    private void OnBinding(InformerChange change)
    {
        if (change.Type == WatchEventType.Deleted)
        {
            Enqueue(_index.Set(change.Object.Key(), []));
            // Somebody may have deleted one that is needed.
            Enqueue(change.Object);
        }
        else if (change.Old is null || !JsonNavigation.Same(change.Old.At("spec"), change.Object.At("spec")))
        {
            Index(change.Object);
            if (change.Object.At("spec", "requiredBy") is not null)
                Enqueue(change.Object);
        }
    }

    private void Index(JsonObject binding)
    {
        var needs = binding.Bool("spec", "propagateDeps") == true && caches.Templates.Of(binding) is { } template ? Needs(template) : [];
        Enqueue(_index.Set(binding.Key(), needs).Concat(needs));
    }

    private static IReadOnlyList<ObjectDependency> Needs(JsonObject template)
    {
        try
        {
            return ResourceInterpreter.GetDependencies(template);
        }
        catch (InvalidOperationException)
        {
            // A template that names what it needs wrongly needs nothing that could be sent.
            return [];
        }
    }

    private void Enqueue(IEnumerable<ObjectDependency> needs)
    {
        foreach (var needed in needs)
        {
            var kind = GroupVersionKind.From(needed.ApiVersion, needed.Kind);
            if (needed.Name is { } name)
                Queue.Add(new(kind, new(needed.Namespace, name)));
            else
            {
                foreach (var o in caches.Templates.List(kind).Where(o => DependencyIndex.Means(needed, new(kind, o.Key()), o)))
                    Queue.Add(new(kind, o.Key()));
            }
        }
    }

    private void Enqueue(JsonObject binding)
    {
        var reference = binding.Obj("spec", "resource");
        Queue.Add(new(reference.Kind(), new(reference.Str("namespace") is { Length: > 0 } ns ? ns : null, reference.Str("name") ?? "")));
    }
}
