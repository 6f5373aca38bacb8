using System.Text.RegularExpressions;

namespace Geofed.Clusters.Pulumi;

/// <summary>A stack's full name.</summary>
/// <param name="Project">The project of its program.</param>
/// <param name="Stack">Its own name: that of the cluster.</param>
/// <param name="Organization">The literal "organization" in backends of files and buckets; in Pulumi Cloud an organization, or null for the caller's default one.</param>
public sealed partial record StackName(string Project, string Stack, string? Organization = StackName.NoOrganization)
{
    /// <summary>What stands for the organization where there are none.</summary>
    public const string NoOrganization = "organization";

    /// <summary>As the CLI takes it: never the selected stack, which is state that parallel calls would spoil for each other.</summary>
    public string Reference => Organization is null ? Stack : $"{Organization}/{Project}/{Stack}";

    /// <exception cref="FormatException">A part is no name that Pulumi takes.</exception>
    public StackName Checked() => new[] { Project, Stack, Organization ?? "o" }.All(IsName) ? this
        : throw new FormatException($"'{Reference}' is no name of a stack: letters, digits, '-', '_' and '.', at most 100 in each part.");

    /// <summary>Of organization/project/stack, or organization/stack or stack as they are told from within a project.</summary>
    public static StackName Parse(string text, string project) => text.Split('/') switch
    {
        [var organization, var p, var stack] => new(p, stack, organization),
        [var organization, var stack] => new(project, stack, organization),
        _ => new(project, text),
    };

    public override string ToString() => Reference;

    // "." and ".." would name other folders.
    private static bool IsName(string part) => Name().IsMatch(part) && part.Trim('.').Length > 0;

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,100}\z")]
    private static partial Regex Name();
}
