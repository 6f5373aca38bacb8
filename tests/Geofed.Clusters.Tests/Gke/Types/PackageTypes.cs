using System.Text.Json.Nodes;

namespace Geofed.Clusters.Tests.Gke.Types;

/// <summary>The type definitions of one of Pulumi's npm packages, unpacked in a folder.</summary>
internal sealed class PackageTypes
{
    private readonly string _folder;
    private readonly Lazy<Dictionary<string, Dictionary<string, DeclaredProperty>>> _inputs;

    public PackageTypes(string folder)
    {
        _folder = folder;
        _inputs = new(() => DeclarationFile.Read(File.ReadAllText(Path.Combine(folder, "types", "input.d.ts"))));
    }

    public string Version => (string)JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "package.json")))!["version"]!;

    /// <summary>The properties that a resource of that type takes; null when the package has none. The type's token stands in its script, whose name is only nearly the type's.</summary>
    public IReadOnlyDictionary<string, DeclaredProperty>? Resource(string token)
    {
        if (token.StartsWith("pulumi:providers:", StringComparison.Ordinal))
            return DeclarationFile.Read(File.ReadAllText(Path.Combine(_folder, "provider.d.ts")))["ProviderArgs"];
        var type = token[(token.LastIndexOf(':') + 1)..];
        var any = new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive };
        return Directory.EnumerateFiles(_folder, type + ".js", any).FirstOrDefault(file => File.ReadAllText(file).Contains($"__pulumiType = '{token}'", StringComparison.Ordinal)) is { } script
            ? DeclarationFile.Read(File.ReadAllText(Path.ChangeExtension(script, ".d.ts")))[type + "Args"]
            : null;
    }

    /// <summary>The properties of an input type.</summary>
    public IReadOnlyDictionary<string, DeclaredProperty> Input(string path) => _inputs.Value[path];
}
