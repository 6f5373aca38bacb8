using System.Text.RegularExpressions;

namespace Geofed.PulumiDouble;

/// <summary>A stack's name: "stack", "organization/stack" or "organization/project/stack", where the organization is that very word (contract 1.5).</summary>
internal sealed partial record StackReference(string Project, string Name)
{
    /// <exception cref="CliException">It is not the name of a stack.</exception>
    public static StackReference Parse(string text, string? project)
    {
        var parts = text.Split('/');
        if (parts.Length > 3 || (parts.Length > 1 && parts[0] != "organization"))
            throw new CliException($"organization name must be 'organization': '{text}'");
        var name = parts[^1];
        if (name.Length is 0 or > 100 || !Allowed().IsMatch(name))
            throw new CliException($"a stack name may only contain alphanumeric, hyphens, underscores, or periods: invalid character in stack name '{name}'");
        return new(parts.Length == 3 ? parts[1] : project ?? throw ProjectFile.Missing(), name);
    }

    public string Full => $"organization/{Project}/{Name}";

    public string RootUrn => Urn("pulumi:pulumi:Stack", $"{Project}-{Name}");

    public string Urn(string type, string name) => $"urn:pulumi:{Name}::{Project}::{type}::{name}";

    [GeneratedRegex("^[A-Za-z0-9_.-]*$")]
    private static partial Regex Allowed();
}
