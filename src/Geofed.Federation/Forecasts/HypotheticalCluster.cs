using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Catalogue;
using Geofed.Placement.Capacity;
using Geofed.Placement.Intents;

namespace Geofed.Federation;

/// <summary>A cluster that does not exist: where it would be, and its nodes.</summary>
public sealed record HypotheticalCluster(string Name, string Region, IReadOnlyList<HypotheticalNodes> Nodes)
{
    public IReadOnlyList<string> Zones { get; init; } = [];
    public string Provider { get; init; } = "gcp";

    /// <summary>As a member that is ready and serves a kind.</summary>
    internal JsonObject Document(ApiResource kind) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["spec"] = new JsonObject
        {
            ["provider"] = Provider,
            ["region"] = Region,
            ["zones"] = new JsonArray([.. Zones.Select(zone => JsonValue.Create(zone))]),
        },
        ["status"] = new JsonObject
        {
            ["apiEnablements"] = new JsonArray(new JsonObject
            {
                ["groupVersion"] = kind.Resource.ApiVersion,
                ["resources"] = new JsonArray(new JsonObject { ["kind"] = kind.Kind, ["name"] = kind.Resource.Resource }),
            }),
        },
    };

    /// <exception cref="FormatException">There is no such machine type, or it cannot have these GPUs.</exception>
    internal ClusterRoom Room() => Offer().Room;

    /// <inheritdoc cref="Room"/>
    internal ClusterOffer Offer()
    {
        var nodes = Nodes.SelectMany((nodes, pool) => nodes.Documents(pool)).ToList();
        return new(Name, Region, nodes, ClusterRoom.Of(nodes, []));
    }
}

/// <summary>Nodes of one kind in a <see cref="HypotheticalCluster"/>.</summary>
public sealed record HypotheticalNodes(string MachineType, int Count, string? Accelerator = null, int AcceleratorCount = 0)
{
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<JsonObject> Documents(int pool)
    {
        var machine = GcpMachineType.Parse(MachineType);
        var gpus = machine.With(Accelerator is null ? null : new(Accelerator, AcceleratorCount));
        var labels = new JsonObject(Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        if (gpus is not null)
            labels["cloud.google.com/gke-accelerator"] = gpus.Accelerator;
        return Enumerable.Range(0, Count).Select(i => new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"node-{pool}-{i}"), ["labels"] = labels.Copy() },
            ["status"] = new JsonObject { ["allocatable"] = GcpNodeResources.Allocatable(machine, gpus) },
        });
    }
}
