using System.Text.Json.Nodes;
using Geofed.Clusters.Programs;
using Geofed.Model;
using Geofed.Model.Catalogue;

namespace Geofed.Clusters.Gke;

/// <summary>The network that the clusters of one project share. It has a stack of its own; each cluster's subnet is in the cluster's.</summary>
/// <param name="Project">Google Cloud's id of the project.</param>
public sealed record GkeNetworkSpec(string Project)
{
    /// <summary>Of the network in Google Cloud, at most 22 characters. Default: geofed.</summary>
    public string Name { get; init; } = "geofed";

    /// <summary>Regions with a router and a NAT. A cluster is only in one of these; see <see cref="Including"/>.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Default: 64 clusters; see <see cref="AddressPlan"/>. It cannot change while there are clusters.</summary>
    public AddressPlan Addresses { get; init; } = AddressPlan.Default;

    /// <summary>The fleet that clusters are registered in, whose APIs are switched on. Default: none.</summary>
    public string? FleetProject { get; init; }

    /// <summary>The fleet has multi-cluster services. Default: false.</summary>
    public bool MultiClusterServices { get; init; }

    /// <summary>Pulumi refuses to delete the network. Default: true.</summary>
    public bool DeletionProtection { get; init; } = true;

    /// <summary>How other stacks name the network.</summary>
    public string Id => $"projects/{Project}/global/networks/{Name}";

    /// <summary>The network with what a cluster needs of it; itself when it has all. Nothing is taken away.</summary>
    public GkeNetworkSpec Including(GkeClusterSpec cluster) => Serves(cluster) ? this : this with
    {
        Regions = [.. Regions.Append(cluster.Region).Distinct().Order(StringComparer.Ordinal)],
        FleetProject = FleetProject ?? cluster.FleetProject,
        MultiClusterServices = MultiClusterServices || cluster.MultiClusterServices,
    };

    /// <summary>Whether it has what a cluster needs of it.</summary>
    public bool Serves(GkeClusterSpec cluster) =>
        Regions.Contains(cluster.Region) && (cluster.FleetProject is null || FleetProject is not null) && (MultiClusterServices || !cluster.MultiClusterServices);

    /// <exception cref="InvalidClusterSpecException">It breaks a rule of Google Cloud's.</exception>
    public void Validate()
    {
        var subject = $"Network '{Name}' of {Project}";
        if (!GkeNames.Network.IsMatch(Name))
            throw new InvalidClusterSpecException(subject, nameof(Name), "Take 1 to 22 lower-case letters, digits and hyphens, a letter first and no hyphen last.");
        foreach (var project in new[] { Project, FleetProject }.OfType<string>().Where(project => !GkeNames.Project.IsMatch(project)))
            throw new InvalidClusterSpecException(subject, project == Project ? nameof(Project) : nameof(FleetProject), $"'{project}' is not the id of a project: 6 to 30 lower-case letters, digits and hyphens.");
        if (Regions.FirstOrDefault(region => GcpRegion.Find(region)?.Name != region) is { } unknown)
            throw new InvalidClusterSpecException(subject, nameof(Regions), $"'{unknown}' is not a region of Google Cloud. Get-GeoRegion lists them.");
        if (MultiClusterServices && FleetProject is null)
            throw new InvalidClusterSpecException(subject, nameof(MultiClusterServices), $"Multi-cluster services are a fleet's. Set {nameof(FleetProject)} too.");
        if (Addresses.Problems().FirstOrDefault() is { Field: not null } problem)
            throw new InvalidClusterSpecException(subject, $"{nameof(Addresses)}.{problem.Field}", problem.Rule);
    }

    public JsonObject ToJson() => ProgramText.WithoutNulls(new()
    {
        ["version"] = 1,
        ["project"] = Project,
        ["name"] = Name,
        ["regions"] = ProgramText.List(Regions),
        ["addresses"] = Addresses.ToJson(),
        ["fleetProject"] = FleetProject,
        ["multiClusterServices"] = MultiClusterServices,
        ["deletionProtection"] = DeletionProtection,
    });

    /// <exception cref="FormatException">It is not such a document, or a newer version wrote it.</exception>
    public static GkeNetworkSpec From(JsonObject document) => document.Int("version") is not 1
        ? throw new FormatException("The document is not the spec of a network, or a newer version of Geofed wrote it.")
        : new(document.Str("project") ?? throw new FormatException("The spec of the network has no project."))
        {
            Name = document.Str("name") ?? "geofed",
            Regions = [.. document.Strings("regions")],
            Addresses = AddressPlan.From(document.Obj("addresses")),
            FleetProject = document.Str("fleetProject"),
            MultiClusterServices = document.Bool("multiClusterServices") ?? false,
            DeletionProtection = document.Bool("deletionProtection") ?? true,
        };
}
