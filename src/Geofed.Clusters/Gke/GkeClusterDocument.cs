using System.Text.Json.Nodes;
using Geofed.Clusters.Programs;
using Geofed.Model;

namespace Geofed.Clusters.Gke;

/// <summary>A cluster's spec as it is stored.</summary>
internal static class GkeClusterDocument
{
    /// <summary>Of the document's shape. A reader refuses what is newer: it would drop what it does not know.</summary>
    private const int Version = 1;

    public static JsonObject Write(GkeClusterSpec spec) => ProgramText.WithoutNulls(new()
    {
        ["version"] = Version,
        ["name"] = spec.Name,
        ["project"] = spec.Project,
        ["region"] = spec.Region,
        ["zone"] = spec.Zone,
        ["zones"] = ProgramText.List(spec.Zones),
        ["mode"] = spec.Mode.ToString(),
        ["nodePools"] = new JsonArray([.. spec.NodePools.Select(pool => pool.ToJson())]),
        ["releaseChannel"] = spec.ReleaseChannel.ToString(),
        ["kubernetesVersion"] = spec.KubernetesVersion,
        ["labels"] = ProgramText.Map(spec.Labels),
        ["nodeLabels"] = ProgramText.Map(spec.NodeLabels),
        ["oauthScopes"] = ProgramText.List(spec.OAuthScopes),
        ["fleetProject"] = spec.FleetProject,
        ["multiClusterServices"] = spec.MultiClusterServices,
        ["deletionProtection"] = spec.DeletionProtection,
        ["maintenanceWindow"] = spec.MaintenanceWindow?.ToJson(),
        ["privateNodes"] = spec.PrivateNodes,
        ["authorizedNetworks"] = new JsonArray([.. spec.AuthorizedNetworks.Select(n => new JsonObject { ["range"] = n.Range, ["displayName"] = n.DisplayName })]),
        ["dnsEndpoint"] = spec.DnsEndpoint,
        ["addressSlot"] = spec.AddressSlot,
    });

    public static GkeClusterSpec Read(JsonObject document)
    {
        if (document.Int("version") is not { } version)
            throw new FormatException("The document is not the spec of a GKE cluster: it has no version.");
        if (version > Version)
            throw new FormatException($"The spec of cluster '{document.Str("name")}' was written by a newer version of Geofed. Update the module.");
        return new(Required(document, "name"), Required(document, "project"), Required(document, "region"))
        {
            Zone = document.Str("zone"),
            Zones = [.. document.Strings("zones")],
            Mode = Choice(document, "mode", GkeMode.Standard),
            NodePools = [.. document.Objects("nodePools").Select(GkeNodePool.From)],
            ReleaseChannel = Choice(document, "releaseChannel", GkeReleaseChannel.Regular),
            KubernetesVersion = document.Str("kubernetesVersion"),
            Labels = document.StringMap("labels"),
            NodeLabels = document.StringMap("nodeLabels"),
            OAuthScopes = [.. document.Strings("oauthScopes")],
            FleetProject = document.Str("fleetProject"),
            MultiClusterServices = document.Bool("multiClusterServices") ?? false,
            DeletionProtection = document.Bool("deletionProtection") ?? true,
            MaintenanceWindow = document.Obj("maintenanceWindow") is { } window ? GkeMaintenanceWindow.From(window) : null,
            PrivateNodes = document.Bool("privateNodes") ?? true,
            AuthorizedNetworks = [.. document.Objects("authorizedNetworks").Select(n => new AuthorizedNetwork(n.Str("range") ?? "", n.Str("displayName") ?? ""))],
            DnsEndpoint = document.Bool("dnsEndpoint") ?? true,
            AddressSlot = (int)(document.Int("addressSlot") ?? 0),
        };
    }

    private static string Required(JsonObject document, string key) => document.Str(key) ?? throw new FormatException($"The document is not the spec of a GKE cluster: it has no {key}.");

    internal static T Choice<T>(JsonObject document, string key, T usual) where T : struct, Enum => document.Str(key) is not { } text ? usual
        : Enum.TryParse(text, ignoreCase: true, out T choice) ? choice
        : throw new FormatException($"The spec of '{document.Str("name")}' has the {key} '{text}'; there are {string.Join(", ", Enum.GetNames<T>())}.");
}
