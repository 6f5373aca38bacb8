using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.Clusters.Tests.Gke.Types;

/// <summary>Holds a program against type definitions: each resource's type, each property, its shape, and what must be there.</summary>
internal sealed partial class ProgramTypes(IReadOnlyDictionary<string, PackageTypes> packages)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, DeclaredProperty>?> _resources = [];

    /// <summary>Paths of properties that have been looked at, so that a check of nothing does not pass.</summary>
    public HashSet<string> Seen { get; } = [];

    public IReadOnlyList<string> Problems(JsonObject main)
    {
        var problems = new List<string>();
        foreach (var (name, resource) in main.Obj("resources")!)
        {
            var token = resource.Str("type")!;
            if (!_resources.TryGetValue(token, out var properties))
                _resources[token] = properties = packages.GetValueOrDefault(PackageOf(token))?.Resource(token);
            if (properties is null)
                problems.Add($"{name}: there is no type {token}");
            else
                Check(resource.Obj("properties") ?? [], properties, PackageOf(token), $"{name}({token})", problems);
        }
        return problems;
    }

    private static string PackageOf(string token) => token.Split(':') is ["pulumi", "providers", var package] ? package : token.Split(':')[0];

    private void Check(JsonObject value, IReadOnlyDictionary<string, DeclaredProperty> declared, string package, string path, List<string> problems)
    {
        foreach (var missing in declared.Values.Where(p => p.Required && !value.ContainsKey(p.Name)))
            problems.Add($"{path}.{missing.Name} is required");
        foreach (var (key, inner) in value)
        {
            if (declared.TryGetValue(key, out var property))
                Check(inner, property.Type, package, $"{path}.{key}", problems);
            else
                problems.Add($"{path}.{key} is not known");
        }
    }

    private void Check(JsonNode? value, DeclaredType type, string package, string path, List<string> problems)
    {
        Seen.Add(path);
        // An expression's type is that of what it refers to, which the program does not tell.
        if (value is JsonObject { Count: 1 } function && function.Single().Key.StartsWith("fn::", StringComparison.Ordinal) || Expression.IsMatch(value.Str() ?? ""))
            return;
        switch (type)
        {
            case DeclaredType.Any:
                break;
            case DeclaredType.ListOf list when value is JsonArray items:
                foreach (var (i, item) in items.Index())
                    Check(item, list.Item, package, $"{path}[{i}]", problems);
                break;
            case DeclaredType.MapOf map when value is JsonObject members:
                foreach (var (key, member) in members)
                    Check(member, map.Value, package, $"{path}.{key}", problems);
                break;
            case DeclaredType.Reference reference when value is JsonObject o:
                Check(o, packages[package].Input(reference.Path), package, path, problems);
                break;
            case DeclaredType.OneOf one:
                if (!one.Types.Any(t => Fits(value, t, package, path)))
                    problems.Add($"{path} is none of {one.Types.Count} types");
                break;
            case DeclaredType.Choice choice when value.Str() is { } text && choice.Values.Contains(text):
            case DeclaredType.Scalar { Name: "string" } when value?.GetValueKind() == JsonValueKind.String:
            case DeclaredType.Scalar { Name: "number" } when value?.GetValueKind() == JsonValueKind.Number:
            case DeclaredType.Scalar { Name: "boolean" } when value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                break;
            default:
                problems.Add($"{path} is {value?.GetValueKind()}, not {type}");
                break;
        }
    }

    private bool Fits(JsonNode? value, DeclaredType type, string package, string path)
    {
        var problems = new List<string>();
        Check(value, type, package, path, problems);
        return problems.Count == 0;
    }

    [GeneratedRegex(@"^\$\{[^}]+\}$")]
    private static partial Regex Expression { get; }
}
