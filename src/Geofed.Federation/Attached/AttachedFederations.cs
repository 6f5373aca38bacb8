using System.Text.RegularExpressions;
using Geofed.Client;
using Geofed.Model.Local;

namespace Geofed.Federation;

/// <summary>
/// Federations that something else serves, e.g. a real Karmada: a kubeconfig of one context each, in a folder of the home. The files hold credentials and are
/// readable by their owner alone.
/// </summary>
public sealed partial class AttachedFederations(string folder)
{
    private const string Extension = ".yaml";

    /// <summary>Those that are attached, by name. A file that cannot be read is one that does not run.</summary>
    public IReadOnlyList<FederationInfo> List() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).Select(Read)]
        : [];

    public FederationInfo? Find(string name) => List().FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Attaches one, in the place of one of the same name, if it stands a trial: the trial gets the path of the file that will be used.</summary>
    /// <exception cref="FormatException">The name is none, or the context cannot be used.</exception>
    public async Task<FederationInfo> AttachAsync(string name, Kubeconfig kubeconfig, string? context, Func<string, Task> trial)
    {
        Check(name);
        var next = PathOf(name) + ".new";
        try
        {
            kubeconfig.Only(context).Save(next);
            await trial(next).ConfigureAwait(false);
            File.Move(next, PathOf(name), overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
        return Read(PathOf(name));
    }

    /// <exception cref="FormatException">The name is none for a federation.</exception>
    public static void Check(string name)
    {
        if (!Name().IsMatch(name))
            throw new FormatException($"'{name}' is no name for a federation: lower-case letters, digits and hyphens, beginning and ending with a letter or digit.");
    }

    /// <summary>Forgets one; what it runs is left as it is. False when there was none.</summary>
    public bool Detach(string name)
    {
        var there = File.Exists(PathOf(name));
        File.Delete(PathOf(name));
        return there;
    }

    private string PathOf(string name) => Path.Combine(folder, name + Extension);

    private static FederationInfo Read(string path)
    {
        var info = new FederationInfo(Path.GetFileNameWithoutExtension(path)) { Attached = true, CreatedAt = File.GetLastWriteTimeUtc(path), Members = null };
        try
        {
            return info with { Status = LocalApi.Running, Kubeconfig = path, Endpoint = Kubeconfig.Load(path).Connect().Endpoint.ToString().TrimEnd('/') };
        }
        catch (FormatException e)
        {
            return info with { Status = LocalApi.Failed, Message = e.Message };
        }
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex Name();
}
