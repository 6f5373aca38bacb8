using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.Client;

/// <summary>
/// A kubeconfig: clusters, users, and contexts that pair them. What it does not know (extensions, auth providers) it keeps.
/// Paths in it are absolute once it is loaded (client-go tools/clientcmd/loader.go).
/// </summary>
public sealed class Kubeconfig(JsonObject document)
{
    public Kubeconfig() : this(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = new JsonArray(),
        ["contexts"] = new JsonArray(),
        ["users"] = new JsonArray(),
        ["current-context"] = "",
    })
    {
    }

    /// <summary>The document; it may hold secrets.</summary>
    public JsonObject Document { get; } = document;

    public string? CurrentContext
    {
        get => Document.Str("current-context") is { Length: > 0 } name ? name : null;
        set => Document["current-context"] = value ?? "";
    }

    public IReadOnlyList<string> Contexts => [.. Document.Objects("contexts").Select(c => c.Str("name") ?? "")];

    /// <summary>One cluster, one user with a token, one context, all of one name, which is the current context.</summary>
    public static Kubeconfig ForToken(string name, Uri endpoint, string token, byte[] certificateAuthority)
    {
        var config = new Kubeconfig { CurrentContext = name };
        config.Set("clusters", name, "cluster", new()
        {
            ["certificate-authority-data"] = Convert.ToBase64String(certificateAuthority),
            ["server"] = endpoint.ToString().TrimEnd('/'),
        });
        config.Set("users", name, "user", new() { ["token"] = token });
        config.Set("contexts", name, "context", new() { ["cluster"] = name, ["user"] = name });
        return config;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It is not a kubeconfig.</exception>
    public static Kubeconfig Load(string path)
    {
        JsonNode? document;
        try
        {
            document = YamlText.ReadOne(File.ReadAllText(path));
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path} is not a kubeconfig: {e.Message}", e);
        }
        if (document is not JsonObject o || (o.Str("kind") is { } kind && kind != "Config"))
            throw new FormatException($"{path} is not a kubeconfig: it has no clusters and contexts.");
        KubeconfigPaths.MakeAbsolute(o, Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new(o);
    }

    /// <summary>Reads the files of a KUBECONFIG path list that exist; the first to name something wins.</summary>
    public static Kubeconfig LoadList(string pathList)
    {
        var merged = new Kubeconfig();
        foreach (var path in pathList.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(File.Exists))
            merged.Add(Load(path), replace: false);
        return merged;
    }

    /// <summary>Takes over what another has: entries of a name that is there already only when <paramref name="replace"/>.</summary>
    public void Add(Kubeconfig other, bool replace)
    {
        foreach (var (list, key) in new[] { ("clusters", "cluster"), ("users", "user"), ("contexts", "context") })
        {
            foreach (var entry in other.Document.Objects(list))
            {
                var name = entry.Str("name") ?? "";
                if (replace || Find(list, name) is null)
                    Set(list, name, key, entry.Obj(key).Copy() ?? []);
            }
        }
        CurrentContext ??= other.CurrentContext;
    }

    /// <summary>Takes a context out, and its cluster and user when no other context uses them.</summary>
    public bool Remove(string context)
    {
        if (Find("contexts", context) is not { } entry)
            return false;
        Document.Arr("contexts")!.Remove(entry);
        foreach (var (list, key) in new[] { ("clusters", "cluster"), ("users", "user") })
        {
            var name = entry.Str("context", key) ?? "";
            if (!Document.Objects("contexts").Any(c => c.Str("context", key) == name) && Find(list, name) is { } unused)
                Document.Arr(list)!.Remove(unused);
        }
        if (CurrentContext == context)
            CurrentContext = null;
        return true;
    }

    /// <summary>One of its contexts, or the current one, with its cluster and user and nothing else.</summary>
    /// <exception cref="FormatException">The context, or what it names, is missing or wrong.</exception>
    public Kubeconfig Only(string? context)
    {
        Connect(context);
        var name = context ?? CurrentContext!;
        var one = new Kubeconfig(Document.Copy()) { CurrentContext = name };
        foreach (var other in Contexts.Where(c => c != name))
            one.Remove(other);
        return one;
    }

    /// <summary>How to reach the cluster of a context, or of the current one.</summary>
    /// <exception cref="FormatException">The context, or what it names, is missing or wrong.</exception>
    public KubeConnection Connect(string? context = null) => KubeconfigConnection.From(this, context);

    /// <summary>Writes the file so that nobody else can read it (0600), whole or not at all.</summary>
    public void Save(string path) => PrivateFile.Write(path, YamlText.Write(Document));

    internal JsonObject? Find(string list, string name) => Document.Objects(list).FirstOrDefault(e => e.Str("name") == name);

    private void Set(string list, string name, string key, JsonObject value)
    {
        if (Find(list, name) is { } entry)
        {
            entry[key] = value;
            return;
        }
        if (Document[list] is not JsonArray array)
            Document[list] = array = [];
        array.Add(new JsonObject { ["name"] = name, [key] = value });
    }
}
