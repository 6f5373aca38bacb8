using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Pulumi;

/// <summary>What is done to one resource.</summary>
/// <param name="Operation">create, update, delete, replace, same, refresh, read, import, create-replacement, delete-replaced, …</param>
/// <param name="IsLogical">False for the two halves of a replacement, which also has a step for the whole.</param>
/// <param name="ReplaceReasons">Properties because of which it must be replaced.</param>
/// <param name="Changes">Properties that change, with how; when the provider tells no more, only their names.</param>
/// <param name="Id">The provider's name for the resource; null before it exists.</param>
public sealed record ResourceStep(string Operation, Urn Urn, string Type, bool IsLogical, IReadOnlyList<string> ReplaceReasons, IReadOnlyList<PropertyChange> Changes, string? Id)
{
    private static readonly string[] Quiet = ["same", "read", "refresh", "read-replacement", "read-discard", "discard", "discard-replaced"];

    /// <summary>True when the operation changes something in the cloud.</summary>
    public bool ChangesSomething => IsChange(Operation);

    internal static bool IsChange(string operation) => !Quiet.Contains(operation);

    /// <summary>Of an event's metadata; null when it has no operation or URN.</summary>
    internal static ResourceStep? From(JsonNode? metadata)
    {
        if (metadata.Str("op") is not { } operation || metadata.Str("urn") is not { } urn)
            return null;
        var id = metadata.Str("new", "id") is { Length: > 0 } given ? given : metadata.Str("old", "id");
        return new(operation, new(urn), metadata.Str("type") ?? new Urn(urn).Type, metadata.Bool("logical") ?? false,
            [.. metadata.Strings("keys")], PropertyChange.From(metadata.Obj("detailedDiff"), metadata.Strings("diffs"), "diffKind"), id is { Length: > 0 } ? id : null);
    }
}
