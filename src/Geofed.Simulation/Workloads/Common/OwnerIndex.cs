using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Which objects of a cache have which controller of one kind, and which have none at all: so that nobody looks through all of them.</summary>
internal sealed class OwnerIndex
{
    private const string None = "";
    private readonly Informer _objects;
    private readonly string _kind;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<NamespacedName>> _byOwner = new(StringComparer.Ordinal);

    public OwnerIndex(Informer objects, string kind)
    {
        (_objects, _kind) = (objects, kind);
        objects.Changed += OnChange;
    }

    /// <summary>What this object controls, as the cache has it.</summary>
    public IReadOnlyList<JsonObject> Of(JsonObject owner) => [.. Under(owner.Uid()).Where(o => o.Namespace() == owner.Namespace() && o.IsControlledBy(owner))];

    /// <summary>What nobody controls.</summary>
    public IEnumerable<JsonObject> Orphans(string? ns) => Under(None).Where(o => o.Namespace() == ns && o.Controller() is null);

    private IEnumerable<JsonObject> Under(string uid)
    {
        lock (_gate)
            return _byOwner.TryGetValue(uid, out var names) ? [.. names.Select(_objects.Get).OfType<JsonObject>()] : [];
    }

    private void OnChange(InformerChange change)
    {
        var name = change.Object.Key();
        var before = change.Old is null ? null : OwnerOf(change.Old);
        var now = change.Type == WatchEventType.Deleted ? null : OwnerOf(change.Object);
        if (before == now)
            return;
        lock (_gate)
        {
            if (before is not null && _byOwner.TryGetValue(before, out var names) && names.Remove(name) && names.Count == 0)
                _byOwner.Remove(before);
            if (now is null)
                return;
            if (!_byOwner.TryGetValue(now, out names))
                _byOwner[now] = names = [];
            names.Add(name);
        }
    }

    /// <summary>Null when another kind's.</summary>
    private string? OwnerOf(JsonObject o) => o.Controller() is not { } owner ? None : owner.Str("kind") == _kind ? owner.Str("uid") : null;
}
