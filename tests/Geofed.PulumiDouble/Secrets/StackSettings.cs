using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.PulumiDouble;

/// <summary>Pulumi.STACK.yaml beside the project file: the salt of its secrets, and its configuration (contract 3).</summary>
internal sealed class StackSettings
{
    private readonly string _path;

    private StackSettings(string path, JsonObject document) => (_path, Document) = (path, document);

    public JsonObject Document { get; }

    public string? Salt => Document.Str("encryptionsalt");

    public JsonObject Config => Document.Ensure("config");

    /// <summary>Settings of a stack; empty when there is no file.</summary>
    /// <param name="file">What --config-file names; the usual place when null.</param>
    public static StackSettings Load(string projectFolder, StackReference stack, string? file)
    {
        var path = file is null ? Path.Combine(projectFolder, $"Pulumi.{stack.Name}.yaml") : Path.GetFullPath(file);
        return new(path, File.Exists(path) ? YamlText.ReadOne(File.ReadAllText(path)) as JsonObject ?? [] : []);
    }

    /// <summary>The secrets of the stack; makes a salt, and writes it, when there is none yet.</summary>
    public StackSecrets Secrets(CliEnvironment environment)
    {
        if (Document.Str("secretsprovider") is { Length: > 0 } provider && provider != "passphrase")
            throw CliException.Refusal($"it plays the passphrase provider only, not {provider}.");
        var secrets = StackSecrets.Open(environment, Salt);
        if (Salt is null)
        {
            Document["encryptionsalt"] = secrets.Salt;
            Save();
        }
        return secrets;
    }

    public void Save()
    {
        if (Document.Obj("config") is { Count: 0 })
            Document.Remove("config");
        PrivateFile.Write(_path, YamlText.Write(Document));
    }

    public void Delete() => File.Delete(_path);
}
