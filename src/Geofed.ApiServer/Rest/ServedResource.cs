using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Strategies;
using Geofed.ApiServer.Tables;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>One resource in one version as this API serves it.</summary>
internal sealed record ServedResource(ApiResource Api, ResourceStrategy Strategy, SchemaNode? Schema, ColumnSet Columns)
{
    /// <summary>A CustomResourceDefinition stands behind it.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Its definition is being deleted: nothing new may come.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>What every answer warns of; null when the version is not deprecated.</summary>
    public string? Deprecation { get; init; }

    /// <summary>Where its scale subresource finds the replicas, when it has one.</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>The version that its objects are stored in.</summary>
    public string StorageVersion { get; init; } = Api.Resource.Version;

    /// <summary>The name of its table in the store; all versions share it.</summary>
    public string Table { get; init; } = $"{Api.Resource.Group}/{Api.Resource.Resource}";

    /// <summary>How its objects are stored, where that is not as they are served.</summary>
    public VersionConversion? Conversion { get; init; }

    /// <summary>How its objects are worked out, where none are stored.</summary>
    public ComputedResource? Computed { get; init; }

    /// <summary>The openAPIV3Schema of a custom resource.</summary>
    public JsonObject? Definition { get; init; }

    /// <summary>See <see cref="ServedObject.PrefixOf"/>.</summary>
    public byte[] TypePrefix { get; } = ServedObject.PrefixOf(Api.GroupVersionKind);

    /// <exception cref="KubeApiException">Nothing of it is stored: there is nothing to write to, nor to watch.</exception>
    public void MustBeStored()
    {
        if (Computed is not null)
            throw Failures.MethodNotAllowed();
    }

    public SchemaNode SchemaOrAny => Schema ?? SchemaNode.Any;

    public bool HasStatus => Api.Subresources.Contains("status");

    public GroupVersionResource Resource => Api.Resource;

    public GroupVersionKind Kind => Api.GroupVersionKind;
}

/// <summary>Dotted paths below the object, e.g. "spec.replicas". The selector's is null when there is none.</summary>
internal sealed record ScalePaths(string Replicas, string StatusReplicas, string? Selector);
