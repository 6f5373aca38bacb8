using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>What a resource of the program shall be, evaluated.</summary>
internal sealed class Goal
{
    private readonly ResourceDeclaration _declaration;

    /// <param name="old">Its state, from which an own name is kept; null for a new one.</param>
    /// <exception cref="CliException">The program makes no sense, or asks for what the double does not play.</exception>
    public Goal(ResourceDeclaration declaration, YamlProgram program, Evaluator evaluator, StackReference stack, Func<string, JsonObject?> old)
    {
        _declaration = declaration;
        if (declaration.Options.FirstOrDefault(o => o.Key is "import" or "aliases" or "replaceWith" or "replacementTrigger").Key is { } option)
            throw CliException.Refusal($"it does not play the option '{option}' of resource '{declaration.Key}'.");
        var parent = declaration.Options["parent"] is { } above ? evaluator.Referred(above).First().State : null;
        Urn = stack.Urn(parent is null ? declaration.Type : $"{parent.Str("urn")!.Split("::")[2]}${declaration.Type}", declaration.Name);
        Old = old(Urn);
        var provider = program.ProviderOf(declaration) is { } by ? ResourceDocument.ProviderReference(evaluator.Resource(by.Key)!.State) : "";
        New = ResourceDocument.New(Urn, declaration.Type, Inputs(evaluator), parent.Str("urn") ?? stack.RootUrn, provider);
        if (declaration.Options.Bool("protect") == true)
            New["protect"] = true;
        New["dependencies"] = Urns(evaluator.Referred(declaration.Properties).Concat(evaluator.Referred(declaration.Options["dependsOn"])));
        New["propertyDependencies"] = new JsonObject((declaration.Properties as JsonObject ?? []).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Urns(evaluator.Referred(p.Value)))));
        if (declaration.Options.Arr("additionalSecretOutputs") is { } secrets)
            New["additionalSecretOutputs"] = secrets.Copy();
        if (declaration.Get is { } get)
        {
            New["external"] = true;
            New["id"] = evaluator.Evaluate(get["id"]);
        }
    }

    public string Urn { get; }

    public JsonObject? Old { get; }

    public JsonObject New { get; }

    public IReadOnlyList<string> IgnoredChanges => [.. _declaration.Options.Strings("ignoreChanges")];

    public IReadOnlyList<string> ReplaceOnChanges => [.. _declaration.Options.Strings("replaceOnChanges")];

    /// <summary>A name that the program gave can belong to one thing at a time: the old one must go first (as bridged providers decide).</summary>
    public bool IsDeletedBeforeReplaced =>
        _declaration.Options.Bool("deleteBeforeReplace") == true || (_declaration.Package == "gcp" && !_declaration.IsProvider && !New.Strings("inputs", EngineMarks.Defaults).Contains("name"));

    private JsonObject Inputs(Evaluator evaluator)
    {
        var inputs = evaluator.Evaluate(_declaration.Properties) as JsonObject ?? [];
        foreach (var ignored in IgnoredChanges.Where(_ => Old is not null))
            TakeOver(Old.Obj("inputs")!, inputs, ignored.Split('.'));
        if (_declaration.IsProvider)
        {
            if (_declaration.Version is { } version)
                inputs["version"] = version;
            return inputs;
        }
        return _declaration.Package == "gcp" ? EngineMarks.With(inputs, NameIn(inputs)) : inputs;
    }

    /// <summary>Names what the program left without a name, as the provider does. Null when there was nothing to name.</summary>
    private string? NameIn(JsonObject inputs)
    {
        if (inputs.ContainsKey("name") || KnownTypes.Complaint(_declaration.Type, ["name"]) is not null)
            return null;
        inputs["name"] = Old.Str("inputs", "name") ?? $"{_declaration.Name.ToLowerInvariant()}-{Guid.NewGuid().ToString("N")[..7]}";
        return "name";
    }

    private static void TakeOver(JsonObject old, JsonObject next, string[] path)
    {
        for (; path.Length > 1; path = path[1..])
        {
            if (old[path[0]] is not JsonObject a || next[path[0]] is not JsonObject b)
                return;
            (old, next) = (a, b);
        }
        if (old.TryGetPropertyValue(path[0], out var value))
            next[path[0]] = EngineMarks.Plain(value);
        else
            next.Remove(path[0]);
    }

    private static JsonArray Urns(IEnumerable<ResolvedResource> resources) => new([.. resources.Select(r => r.Urn).Distinct().Order(StringComparer.Ordinal).Select(u => JsonValue.Create(u))]);
}
