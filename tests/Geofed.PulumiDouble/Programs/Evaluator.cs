using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>Evaluates the expressions of a program: references to resources, variables and configuration, and built-in functions.</summary>
internal sealed class Evaluator(YamlProgram program, string folder, IReadOnlyDictionary<string, JsonNode?> config, StackReference stack)
{
    private readonly ConcurrentDictionary<string, ResolvedResource> _resources = new(StringComparer.Ordinal);

    public void Resolve(string key, ResolvedResource resource) => _resources[key] = resource;

    public ResolvedResource? Resource(string key) => _resources.GetValueOrDefault(key);

    /// <exception cref="CliException">A name or a function is not known.</exception>
    public JsonNode? Evaluate(JsonNode? value) => value switch
    {
        JsonObject o when o.Count == 1 && o.First().Key.StartsWith("fn::", StringComparison.Ordinal) => Functions.Call(o.First().Key, Evaluate(o.First().Value), folder),
        JsonObject o => Object(o),
        JsonArray list => new JsonArray([.. list.Select(Evaluate)]),
        JsonValue v when v.Str() is { } text => Text(text),
        _ => value.Copy(),
    };

    /// <summary>The resources that a value refers to.</summary>
    public IEnumerable<ResolvedResource> Referred(JsonNode? value) => Reference.RootsIn(value).SelectMany(Resources).DistinctBy(r => r.Urn);

    private JsonObject Object(JsonObject source)
    {
        var result = new JsonObject();
        foreach (var (key, value) in source)
            result[Text(key).Str() ?? key] = Evaluate(value);
        return result;
    }

    private JsonNode? Text(string text)
    {
        var parts = Reference.Split(text);
        if (parts is [Reference whole])
            return Find(whole);
        if (parts is [string plain])
            return plain;
        var values = parts.Select(part => part is Reference r ? Find(r) : JsonValue.Create((string)part)).ToList();
        if (values.Exists(Unknown.IsIn))
            return Unknown.Value;
        var joined = string.Concat(values.Select(v => Plain(SecretValue.Is(v) ? SecretValue.Open(v) : v)));
        return values.Exists(SecretValue.Is) ? SecretValue.Of(joined) : joined;
    }

    private JsonNode? Find(Reference reference) => reference.Root switch
    {
        "pulumi" => reference.Path switch
        {
            ["cwd"] or ["rootDirectory"] => folder,
            ["stack"] => stack.Name,
            ["project"] => stack.Project,
            ["organization"] => "organization",
            _ => throw new CliException($"pulumi has no property '{string.Join('.', reference.Path)}'"),
        },
        var name when _resources.TryGetValue(name, out var resource) => resource.Property(reference.Path),
        var name when program.Variables.ContainsKey(name) => Walk.To(Evaluate(program.Variables[name]), reference.Path),
        var name when config.TryGetValue(name, out var given) => Walk.To(given, reference.Path),
        var name => throw new CliException($"resource or variable named \"{name}\" could not be found"),
    };

    private IEnumerable<ResolvedResource> Resources(string root) =>
        _resources.TryGetValue(root, out var resource) ? [resource] : program.Variables.ContainsKey(root) ? Reference.RootsIn(program.Variables[root]).SelectMany(Resources) : [];

    private static string Plain(JsonNode? value) => value is null ? "" : value.Str() ?? value.ToText();
}
