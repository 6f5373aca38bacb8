using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Which objects of a collection are asked for.</summary>
internal sealed record Selectors(LabelSelector Labels, IReadOnlyList<(string Field, bool Equal, string Value)> Fields, ServedResource Resource)
{
    public bool IsEverything => Labels.Requirements.Count == 0 && Fields.Count == 0;

    public bool Matches(ServedObject served)
    {
        if (IsEverything)
            return true;
        var obj = Fields.All(f => f.Field.StartsWith("metadata.", StringComparison.Ordinal)) ? served.Metadata : served.Object;
        return (Labels.Requirements.Count == 0 || Labels.Matches(obj.StringMap("metadata", "labels"))) && Fields.All(f => (Value(obj, f.Field) == f.Value) == f.Equal);
    }

    /// <summary>The only name that is asked for, or null.</summary>
    public string? Name => NameIn(Fields);

    /// <summary>The only name that a field selector asks for; null for any other, and for one that is none.</summary>
    public static string? NameOf(string? fields)
    {
        try
        {
            return NameIn(FieldRequirements(fields ?? ""));
        }
        catch (KubeApiException)
        {
            return null;
        }
    }

    private static string? NameIn(IEnumerable<(string Field, bool Equal, string Value)> fields) =>
        fields.Where(f => f is { Field: "metadata.name", Equal: true }).Select(f => f.Value).FirstOrDefault(name => name.Length > 0);

    /// <summary>Only the object of this name.</summary>
    public Selectors Named(string name) => this with { Fields = [.. Fields, ("metadata.name", true, name)] };

    public static Selectors Parse(ServedResource resource, string? labels, string? fields)
    {
        var parsed = FieldRequirements(fields ?? "").ToList();
        string[] known = ["metadata.name", "metadata.namespace", .. resource.Strategy.SelectableFields];
        foreach (var (field, _, _) in parsed)
        {
            if (!known.Contains(field))
                throw Failures.BadRequest(resource.Strategy.SelectableFields.Count == 0
                    ? $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                    : $"field label not supported: {field}");
        }
        return new(LabelSelectorText.Parse(labels ?? ""), parsed, resource);
    }

    private string Value(JsonObject obj, string field) => field switch
    {
        "metadata.name" => obj.Name(),
        "metadata.namespace" => obj.Namespace() ?? "",
        _ => Resource.Strategy.FieldValue(obj, field),
    };

    private static IEnumerable<(string, bool, string)> FieldRequirements(string text)
    {
        foreach (var term in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = term.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw Failures.BadRequest($"invalid selector: '{text}'; can't understand '{term}'");
            var negated = term[at - 1] == '!';
            yield return (term[..(negated ? at - 1 : at)], !negated, term[(at + 1)..].TrimStart('='));
        }
    }
}
