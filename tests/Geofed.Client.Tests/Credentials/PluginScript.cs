namespace Geofed.Client.Tests.Credentials;

/// <summary>A program that gives credentials: a shell script in a folder of its own, with a kubeconfig that names it.</summary>
internal sealed class PluginScript : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("geofed-plugin-").FullName;

    /// <summary>What the script does; $HERE is the folder.</summary>
    public void Does(string script, string name = "plugin")
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, $"#!/bin/sh\nHERE='{Folder}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>A kubeconfig whose user has this exec section.</summary>
    public Kubeconfig Kubeconfig(string exec, Uri? server = null)
    {
        var path = Path.Combine(Folder, "config");
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            current-context: gke
            clusters:
            - name: gke
              cluster: { server: "{{server ?? new("https://127.0.0.1:1")}}"{{(server is null ? ", certificate-authority-data: \"Q0E=\"" : "")}} }
            contexts:
            - name: gke
              context: { cluster: gke, user: gke }
            users:
            - name: gke
              user:
                exec: {{exec}}
            """);
        return Geofed.Client.Kubeconfig.Load(path);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
