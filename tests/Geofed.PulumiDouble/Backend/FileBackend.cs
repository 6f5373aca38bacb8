using Geofed.Client;

namespace Geofed.PulumiDouble;

/// <summary>A file:// backend with the project-scoped layout (contract 1.5). The folder must be there; what is in it is made when it is missed.</summary>
internal sealed class FileBackend
{
    private FileBackend(string folder, string url) => (Folder, Url) = (folder, url);

    public string Url { get; }

    private string Folder { get; }

    private string Root => Path.Combine(Folder, ".pulumi");

    /// <summary>The backend of PULUMI_BACKEND_URL, of the project file, or of the last login.</summary>
    /// <exception cref="CliException">Nobody is logged in, or the backend cannot be opened.</exception>
    public static FileBackend Open(Call call)
    {
        var url = call.Environment["PULUMI_BACKEND_URL"] is { Length: > 0 } given ? given : ProjectFile.Find(call.Folder)?.BackendUrl ?? Credentials.Read(call.Environment);
        if (url is null)
        {
            throw call.Arguments.Has("non-interactive")
                ? new CliException("PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions", CliException.Authentication)
                : new CliException("this command requires logging in; try running `pulumi login` first", CliException.Authentication);
        }
        var backend = new FileBackend(FolderOf(url, call.Folder), url);
        if (!Directory.Exists(backend.Folder))
            throw new CliException($"unable to open bucket {url}: stat {backend.Folder}: no such file or directory");
        if (!File.Exists(Path.Combine(backend.Root, "meta.yaml")))
            PrivateFile.Write(Path.Combine(backend.Root, "meta.yaml"), "version: 1\n");
        return backend;
    }

    public string StackFile(StackReference stack) => Path.Combine(Root, "stacks", stack.Project, stack.Name + ".json");

    public string TagsFile(StackReference stack) => Path.Combine(Root, "stacks", stack.Project, stack.Name + ".pulumi-tags");

    public string HistoryFolder(StackReference stack) => Path.Combine(Root, "history", stack.Project, stack.Name);

    public string BackupFolder(StackReference stack) => Path.Combine(Root, "backups", stack.Project, stack.Name);

    public string LockFolder(StackReference stack) => Path.Combine(Root, "locks", "organization", stack.Project, stack.Name);

    /// <summary>Its stacks, of one project or of all.</summary>
    public IEnumerable<StackReference> Stacks(string? project)
    {
        var stacks = Path.Combine(Root, "stacks");
        if (!Directory.Exists(stacks))
            return [];
        return from folder in Directory.GetDirectories(stacks).Order(StringComparer.Ordinal)
               where project is null || Path.GetFileName(folder) == project
               from file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
               select new StackReference(Path.GetFileName(folder), Path.GetFileNameWithoutExtension(file));
    }

    private static string FolderOf(string url, string folder)
    {
        if (!url.StartsWith("file://", StringComparison.Ordinal))
            throw CliException.Refusal($"it plays file:// backends only, not {url}.");
        var path = url["file://".Length..].Split('?')[0];
        return path is ['~', .. var rest]
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + rest
            : Path.GetFullPath(path.Length == 0 ? "." : path, folder);
    }
}
