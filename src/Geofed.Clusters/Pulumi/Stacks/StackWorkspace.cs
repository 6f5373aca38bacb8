using Geofed.Client;

namespace Geofed.Clusters.Pulumi;

/// <summary>The work folder of one stack: its program and its configuration. Each stack has its own, since a folder has one program.</summary>
public sealed class StackWorkspace(PulumiBackend backend, StackName name)
{
    public StackName Name { get; } = name.Checked();

    public string Folder { get; } = Path.Combine(backend.Folder, name.Project, name.Stack);

    public bool HasProgram => File.Exists(Path.Combine(Folder, "Pulumi.yaml"));

    /// <summary>What Pulumi writes about the stack's secrets provider; without it the secrets of its configuration cannot be read.</summary>
    public string ConfigFile => Path.Combine(Folder, $"Pulumi.{Name.Stack}.yaml");

    /// <summary>Puts the files of a program into the folder; those that are there with the same text stay as they are.</summary>
    /// <param name="files">Texts by file name: Pulumi.yaml and Main.json.</param>
    /// <exception cref="ArgumentException">A name would lie outside the folder.</exception>
    public void Write(IReadOnlyDictionary<string, string> files)
    {
        if (files.Keys.FirstOrDefault(f => Path.GetFileName(f) != f || f is "." or "..") is { } odd)
            throw new ArgumentException($"'{odd}' is no name of a file in a stack's folder.", nameof(files));
        PrivateFile.CreateFolder(Folder);
        foreach (var (file, text) in files)
        {
            var path = Path.Combine(Folder, file);
            if (!File.Exists(path) || File.ReadAllText(path) != text)
                PrivateFile.Write(path, text);
        }
    }

    /// <summary>Deletes the folder; the stack's state is elsewhere.</summary>
    public void Delete()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
