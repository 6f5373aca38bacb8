using System.Text.Json.Nodes;

namespace Geofed.Clusters.Programs;

/// <summary>
/// A declarative Pulumi program: the two files of a stack's work folder. The CLI reads name and runtime from <c>Pulumi.yaml</c>, the YAML runtime reads
/// the program from <c>Main.json</c> when there is one (pulumi-yaml, LoadDir). Equal programs have equal texts.
/// </summary>
/// <param name="Project">Pulumi's project name; all stacks of one kind share it.</param>
/// <param name="Description">What the stack is, for people; one line.</param>
/// <param name="Main">The program: <c>resources</c> and <c>outputs</c> by logical name.</param>
public sealed record StackProgram(string Project, string Description, JsonObject Main)
{
    public const string ProjectFile = "Pulumi.yaml";
    public const string MainFile = "Main.json";

    /// <summary>The CLI that these programs are written for.</summary>
    public const string RequiredPulumiVersion = ">=3.205.0";

    /// <summary>Text of <c>Pulumi.yaml</c>.</summary>
    public string ProjectYaml => ProgramText.Yaml(new()
    {
        ["name"] = Project,
        ["runtime"] = "yaml",
        ["description"] = Description,
        ["requiredPulumiVersion"] = RequiredPulumiVersion,
    });

    /// <summary>Text of <c>Main.json</c>, indented, keys in the order in which the program has them.</summary>
    public string MainJson => ProgramText.Json(Main);

    /// <summary>Resources that the program asks for, with the stack itself.</summary>
    public int Count => 1 + ((Main["resources"] as JsonObject)?.Count ?? 0);

    /// <summary>The same stack with another program.</summary>
    public StackProgram With(JsonObject main) => this with { Main = main };

    public override string ToString() => Project;
}
