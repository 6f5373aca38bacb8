using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Federation;

namespace Geofed.Cmdlets;

/// <summary>Reads Kubernetes objects from files, folders and PowerShell objects.</summary>
internal sealed class ManifestInput(PSCmdlet cmdlet)
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>The objects of the files that a path selects, each with what to call it in errors.</summary>
    /// <param name="recurse">Also the files in folders below a folder.</param>
    /// <exception cref="ManifestException">A file cannot be read as manifests.</exception>
    /// <exception cref="GeofedErrorException">There is no such file.</exception>
    public IEnumerable<(JsonObject Object, string Source)> FromPath(string path, bool recurse = false) => Files(path).SelectMany(file => FromFile(file, recurse));

    /// <summary>The objects that an object of PowerShell's is, or names: a file, a text, a hashtable.</summary>
    /// <exception cref="ManifestException">The object is no manifest.</exception>
    public static IEnumerable<(JsonObject Object, string Source)> FromObject(PSObject input, bool recurse = false)
    {
        const string source = "The input";
        return input.BaseObject switch
        {
            FileSystemInfo file => FromFile(file.FullName, recurse),
            string text => Manifest.Read(text, source).Select(o => (o, source)),
            _ => Manifest.Open(PowerShellJson.From(input) ?? new JsonObject(), source).Select(o => (o, source)),
        };
    }

    private static IEnumerable<(JsonObject Object, string Source)> FromFile(string path, bool recurse)
    {
        foreach (var file in Directory.Exists(path) ? InFolder(path, recurse) : [path])
        {
            var objects = Manifest.Read(File.ReadAllText(file), file);
            for (var i = 0; i < objects.Count; i++)
                yield return (objects[i], objects.Count == 1 ? file : $"{file}, document {i + 1}");
        }
    }

    private static IReadOnlyList<string> InFolder(string folder, bool recurse)
    {
        var files = Directory.EnumerateFiles(folder, "*", recurse ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw GeofedErrors.NoManifests(folder);
    }

    private IEnumerable<string> Files(string path)
    {
        try
        {
            var files = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            return provider.Name == "FileSystem" && files.Count > 0 ? files : throw GeofedErrors.PathNotFound(path);
        }
        catch (ItemNotFoundException)
        {
            throw GeofedErrors.PathNotFound(path);
        }
    }
}
