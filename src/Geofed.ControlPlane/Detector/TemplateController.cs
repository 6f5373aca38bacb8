using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Policies;

namespace Geofed.ControlPlane.Detector;

/// <summary>
/// Finds the policy of each template and writes its binding (pkg/detector). A template stays with the policy that claimed it for as
/// long as that selects it; without a policy, what was propagated stays where it is.
/// </summary>
internal sealed class TemplateController(IKubeApi api, ControlPlaneCaches caches, TimeProvider time, EventRecorder events)
{
    /// <summary>Templates that have changed themselves since they were last bound.</summary>
    private readonly ConcurrentDictionary<TemplateKey, bool> _changed = new();

    public WorkQueue<TemplateKey> Queue { get; } = new(time);

    public void Subscribe()
    {
        caches.Templates.Changed += (resource, change) =>
        {
            if (!TemplateChanges.Matter(change))
                return;
            var key = new TemplateKey(resource.GroupVersionKind, change.Object.Key());
            _changed[key] = true;
            Queue.Add(key);
            if (resource.GroupVersionKind == SchedulePriority.PriorityClass)
                OnPriorityClass(change.Object.Name());
        };
        caches.Policies.Changed += OnPolicy;
        caches.ClusterPolicies.Changed += OnPolicy;
        caches.NamespacedBindings.Changed += OnBindingGone;
        caches.ClusterBindings.Changed += OnBindingGone;
    }

    public async Task ReconcileAsync(TemplateKey key, CancellationToken ct)
    {
        var binding = caches.Binding(new(key.Name.Namespace, KarmadaNames.Binding(key.Kind.Kind, key.Name.Name)));
        var template = caches.Templates.Get(key.Kind, key.Name);
        if (template is null)
        {
            _changed.TryRemove(key, out _);
            // The owner reference says the same to a garbage collector; this does not wait for one.
            if (binding is { } left && !left.IsDeleting() && IsFor(left, key))
                await api.DeleteIfThereAsync(BindingPath(left), ct).ConfigureAwait(false);
            return;
        }
        if (template.IsDeleting() || KarmadaNames.IsReservedNamespace(key.Name.Namespace))
            return;
        if (Policy(template) is not { } policy)
        {
            await DisownAsync(template, binding, ct).ConfigureAwait(false);
            _changed.TryRemove(key, out _);
            return;
        }
        // A lazy policy acts on what its template's author does, not on what the policy's does.
        if (policy.Str("spec", "activationPreference") == "Lazy" && !_changed.ContainsKey(key))
            return;
        AwaitOverrides(policy);
        template = await ClaimAsync(key, template, policy, ct).ConfigureAwait(false);
        await BindAsync(template, policy, binding, ct).ConfigureAwait(false);
        _changed.TryRemove(key, out _);
    }

    private JsonObject? Policy(JsonObject template)
    {
        if (Claimed(template) is not { } claimed)
            return Matching(template);
        return PolicyPreemption.Preemptor(template, claimed, template.Namespace() is { } ns ? caches.Policies.List(ns) : [], caches.ClusterPolicies.List()) ?? claimed;
    }

    private void AwaitOverrides(JsonObject policy)
    {
        foreach (var name in policy.Strings("spec", "dependentOverrides"))
        {
            var there = policy.Namespace() is { } ns ? caches.Overrides.Get(new(ns, name)) : caches.ClusterOverrides.Get(new(null, name));
            if (there is null)
                throw new InvalidOperationException($"policy {policy.Key()} waits for the override policy {name} of its dependentOverrides, which does not exist");
        }
    }

    private JsonObject? Claimed(JsonObject template)
    {
        var policy = template.Annotation(KarmadaMarks.PolicyName) is { } name
            ? caches.Policies.Get(new(template.Annotation(KarmadaMarks.PolicyNamespace), name))
            : template.Annotation(KarmadaMarks.ClusterPolicyName) is { } cluster ? caches.ClusterPolicies.Get(new(null, cluster)) : null;
        return policy is not null && !policy.IsDeleting() && PolicyMatcher.Matches(template, policy) ? policy : null;
    }

    private JsonObject? Matching(JsonObject template) =>
        PolicyMatcher.Match(template, template.Namespace() is { } ns ? caches.Policies.List(ns) : [], caches.ClusterPolicies.List());

    private async Task<JsonObject> ClaimAsync(TemplateKey key, JsonObject template, JsonObject policy, CancellationToken ct)
    {
        var claim = Claim.For(policy);
        if (Claim.Holds(template, claim))
            return template;
        var claimed = await api.MergeAsync(TemplatePath(key), new JsonObject { ["metadata"] = claim }, ct).ConfigureAwait(false);
        await events.RecordAsync(template, "resource-detector", false, "ApplyPolicySucceed", $"Apply policy({policy.Key()}) succeed", ct).ConfigureAwait(false);
        return claimed;
    }

    private async Task BindAsync(JsonObject template, JsonObject policy, JsonObject? binding, CancellationToken ct)
    {
        if (binding is null)
        {
            var created = BindingDocument.New(template, policy, SchedulePriority.Of(policy, template, caches));
            await api.CreateMissingAsync(ControlPlaneCaches.BindingsIn(template.Namespace()), created, ct).ConfigureAwait(false);
            return;
        }
        // The binding of a template of the same name that is gone; it must go first.
        if (binding.IsDeleting())
            throw new InvalidOperationException($"the binding {binding.Key()} of a deleted {template.Str("kind")} is not gone yet");
        var update = BindingDocument.Update(template, policy, SchedulePriority.Of(policy, template, caches));
        var spec = update.Obj("spec")!;
        foreach (var field in spec.Where(f => f.Value is JsonObject).Select(f => f.Key).ToList())
            spec[field] = MergePatches.Exactly(spec.Obj(field)!, binding.Obj("spec", field));
        // The template's version alone changes with its status, too.
        var content = update.Copy();
        content.Obj("spec", "resource")!.Remove("resourceVersion");
        if (!MergePatches.Holds(content, binding))
            await api.MergeAsync(BindingPath(binding), update, ct).ConfigureAwait(false);
    }

    private async Task DisownAsync(JsonObject template, JsonObject? binding, CancellationToken ct)
    {
        var none = new JsonObject { ["metadata"] = Claim.For(null) };
        if (binding is not null && Claim.IsClaimed(binding))
            await api.MergeAsync(BindingPath(binding), none.Copy(), ct).ConfigureAwait(false);
        if (Claim.IsClaimed(template))
            await api.MergeAsync(TemplatePath(new(template.Kind(), template.Key())), none, ct).ConfigureAwait(false);
    }

    private ResourcePath TemplatePath(TemplateKey key)
    {
        var resource = caches.Templates.Resource(key.Kind) ?? throw new InvalidOperationException($"the control plane no longer serves {key.Kind}");
        return resource.In(key.Name.Namespace).Named(key.Name.Name);
    }

    private static ResourcePath BindingPath(JsonObject binding) => ControlPlaneCaches.BindingsIn(binding.Namespace()).Named(binding.Name());

    private static bool IsFor(JsonObject binding, TemplateKey key) =>
        binding.Str("spec", "resource", "kind") == key.Kind.Kind && binding.Str("spec", "resource", "apiVersion") == key.Kind.ApiVersion
        && binding.Str("spec", "resource", "name") == key.Name.Name;

    /// <summary>A policy that came, changed or went concerns what it selects and what it selected.</summary>
    private void OnPolicy(InformerChange change)
    {
        if (change.Old is not null && change.Type == WatchEventType.Modified && JsonNavigation.Same(change.Old.At("spec"), change.Object.At("spec"))
            && GeofedMarks.OfPolicies.All(mark => change.Old.Annotation(mark) == change.Object.Annotation(mark)) && change.Old.IsDeleting() == change.Object.IsDeleting())
            return;
        foreach (var policy in new[] { change.Object, change.Old }.OfType<JsonObject>())
            AddSelected(policy);
    }

    /// <summary>A priority class may come after the policy that names it.</summary>
    private void OnPriorityClass(string name)
    {
        foreach (var policy in caches.Policies.List().Concat(caches.ClusterPolicies.List()))
        {
            if (policy.Obj("spec", "schedulePriority") is { } wanted && (wanted.Str("priorityClassSource") == "PodPriorityClass" || wanted.Str("priorityClassName") == name))
                AddSelected(policy);
        }
    }

    private void AddSelected(JsonObject policy)
    {
        foreach (var kind in policy.Objects("spec", "resourceSelectors").Select(s => s.Kind()).Distinct())
        {
            foreach (var template in caches.Templates.List(kind))
            {
                if (policy.Namespace() is null || policy.Namespace() == template.Namespace())
                    Queue.Add(new(kind, template.Key()));
            }
        }
    }

    /// <summary>A binding that somebody deleted is written again while its template is there.</summary>
    private void OnBindingGone(InformerChange change)
    {
        if (change.Type != WatchEventType.Deleted)
            return;
        var reference = change.Object.Obj("spec", "resource");
        Queue.Add(new(reference.Kind(), new(reference.Str("namespace") is { Length: > 0 } ns ? ns : null, reference.Str("name") ?? "")));
    }
}
