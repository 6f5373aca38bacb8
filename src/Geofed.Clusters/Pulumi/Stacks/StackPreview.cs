using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Pulumi;

/// <summary>What an operation would do to one resource.</summary>
/// <param name="Operation">create, update, delete, replace, import, …</param>
/// <param name="Properties">Properties that would change, with how.</param>
/// <param name="ReplaceReasons">Properties because of which the resource would be replaced: deleted, and another created.</param>
/// <param name="Id">The provider's name for the resource; null for one that is not there yet.</param>
public sealed record PlannedChange(string Operation, Urn Urn, IReadOnlyList<PropertyChange> Properties, IReadOnlyList<string> ReplaceReasons, string? Id)
{
    public string Type => Urn.Type;

    public string Name => Urn.Name;

    /// <summary>True when what is there would be lost.</summary>
    public bool Replaces => ReplaceReasons.Count > 0 || Operation.Contains("replace", StringComparison.Ordinal);

    public override string ToString() => $"{Operation} {Urn}";
}

/// <summary>What an operation would do, told without doing it: the digest of <c>preview --json</c>.</summary>
/// <param name="Changes">Without resources that stay as they are.</param>
/// <param name="ChangeSummary">Resources by operation, with those that stay as they are.</param>
public sealed record StackPreview(IReadOnlyList<PlannedChange> Changes, IReadOnlyDictionary<string, int> ChangeSummary, IReadOnlyList<string> Warnings)
{
    public bool HasChanges => Changes.Count > 0;

    /// <exception cref="JsonException">It is no digest.</exception>
    internal static StackPreview Parse(string digest)
    {
        var o = PulumiJson.Object(digest);
        return new([.. o.Objects("steps").Select(Change).OfType<PlannedChange>()], EngineEventReader.Counts(o.Obj("changeSummary")),
            [.. o.Objects("diagnostics").Where(d => d.Str("severity") == "warning").Select(Message)]);
    }

    /// <summary>The errors of a preview that failed, as the events that they would have been; none of what is no digest.</summary>
    internal static StackProgress Errors(string digest)
    {
        try
        {
            return PulumiJson.Object(digest).Objects("diagnostics").Where(d => d.Str("severity") == "error").Aggregate(StackProgress.Empty, (progress, d) => progress.Add(
                new DiagnosticEvent(0, default, d.Str("urn") is { Length: > 0 } urn ? new Urn(urn) : null, "error", Message(d), Ephemeral: false)));
        }
        catch (JsonException)
        {
            return StackProgress.Empty;
        }
    }

    // The digest puts "error: " before the text.
    private static string Message(JsonNode diagnostic)
    {
        var text = diagnostic.Str("message") ?? "";
        foreach (var prefix in new[] { diagnostic.Str("prefix"), $"{diagnostic.Str("severity")}: " })
        {
            if (prefix is { Length: > 0 } && text.StartsWith(prefix, StringComparison.Ordinal))
                return text[prefix.Length..].Trim();
        }
        return text.Trim();
    }

    private static PlannedChange? Change(JsonObject step)
    {
        if (step.Str("op") is not { } operation || step.Str("urn") is not { } urn || !ResourceStep.IsChange(operation))
            return null;
        var id = step.Str("oldState", "id") is { Length: > 0 } old ? old : step.Str("newState", "id");
        return new(operation, new(urn), PropertyChange.From(step.Obj("detailedDiff"), step.Strings("diffReasons"), "kind"), [.. step.Strings("replaceReasons")], id is { Length: > 0 } ? id : null);
    }
}
