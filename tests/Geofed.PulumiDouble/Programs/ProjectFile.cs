using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.PulumiDouble;

/// <summary>Pulumi.yaml: the project's name, its runtime, and where its program is (contract 3).</summary>
internal sealed record ProjectFile(string Folder, JsonObject Document)
{
    private static readonly HashSet<string> Keys =
    [
        "name", "runtime", "main", "description", "author", "website", "license", "config", "stackConfigDir", "backend", "options", "template", "packages", "plugins", "requiredPulumiVersion",
        "namespace", "version", "pulumi", "configuration", "variables", "resources", "outputs", "components",
    ];

    public string Name => Document.Str("name") ?? "";

    public string? BackendUrl => Document.Str("backend", "url");

    /// <summary>The project of a folder or of those above it; null when there is none.</summary>
    /// <exception cref="CliException">The file makes no sense.</exception>
    public static ProjectFile? Find(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "Pulumi.yaml")))
                return Checked(new(at, Read(Path.Combine(at, "Pulumi.yaml"))));
        }
        return null;
    }

    public static ProjectFile Load(string folder) => Find(folder) ?? throw Missing(folder);

    public static CliException Missing(string? folder = null) =>
        new($"no Pulumi.yaml project file found (searching upwards from {folder ?? Environment.CurrentDirectory}). If you have not created a project yet, use `pulumi new` to do so: no project file found");

    /// <summary>The program: Main.json, Main.yaml, or the project file itself.</summary>
    public JsonObject Program()
    {
        var folder = Path.Combine(Folder, Document.Str("main") ?? "");
        var path = new[] { "Main.json", "Main.yaml" }.Select(f => Path.Combine(folder, f)).FirstOrDefault(File.Exists);
        var program = path is null ? Document : Read(path);
        return program.FirstOrDefault(p => !Keys.Contains(p.Key)).Key is { } unknown
            ? throw new CliException($"{path ?? "Pulumi.yaml"}: unknown property '{unknown}' of the template")
            : program;
    }

    private static ProjectFile Checked(ProjectFile project)
    {
        if (project.Name.Length == 0)
            throw new CliException($"could not validate '{project.Folder}/Pulumi.yaml': project is missing a 'name' attribute");
        if ((project.Document.Str("runtime") ?? project.Document.Str("runtime", "name")) is var runtime && runtime != "yaml")
            throw CliException.Refusal($"it runs programs of runtime yaml only, not '{runtime}'.");
        return project;
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return YamlText.ReadOne(File.ReadAllText(path)) as JsonObject ?? throw new FormatException("it is no map");
        }
        catch (FormatException e)
        {
            throw new CliException($"could not read '{path}': {e.Message}");
        }
    }
}
