using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>A sum of resources by name: cpu, memory, pods, nvidia.com/gpu, ...</summary>
internal sealed class Amounts
{
    private readonly SortedDictionary<string, Quantity> _amounts = new(StringComparer.Ordinal);

    public bool IsEmpty => _amounts.Values.All(q => q.IsZero);

    public Quantity this[string resource] => _amounts.GetValueOrDefault(resource);

    public void Add(JsonObject? resources)
    {
        foreach (var (name, value) in resources ?? [])
        {
            if (Quantity.From(value) is { } quantity)
                Add(name, quantity);
        }
    }

    public void Add(Amounts other)
    {
        foreach (var (name, quantity) in other._amounts)
            Add(name, quantity);
    }

    public void Add(string resource, Quantity quantity) =>
        _amounts[resource] = _amounts.TryGetValue(resource, out var sum) ? sum + quantity : quantity;

    /// <summary>Keeps, of each resource, the greater amount.</summary>
    public void RaiseTo(Amounts other)
    {
        foreach (var (name, quantity) in other._amounts)
        {
            if (!_amounts.TryGetValue(name, out var own) || own < quantity)
                _amounts[name] = quantity;
        }
    }

    public JsonObject ToJson() => new(_amounts.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value.ToString())));
}
