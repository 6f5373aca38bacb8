namespace Geofed.ApiServer.OpenApi;

/// <summary>What Kubernetes says of its types and their fields: the documentation of KubernetesClient's models, which the build takes from its package.</summary>
internal sealed class Descriptions
{
    private static readonly WeakReference<Descriptions?> Known = new(null);

    private readonly Dictionary<string, string> _texts = new(StringComparer.OrdinalIgnoreCase);

    private Descriptions()
    {
        using var stream = typeof(Descriptions).Assembly.GetManifestResourceStream("Geofed.ApiServer.OpenApi.Descriptions.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t', 2) is [var name, { Length: > 0 } text])
                _texts[name] = text;
        }
    }

    /// <summary>They are read when documents are made, and not kept: the documents are.</summary>
    public static Descriptions Read()
    {
        if (!Known.TryGetTarget(out var read))
            Known.SetTarget(read = new());
        return read;
    }

    public string? Of(string? model) => model is null ? null : _texts.GetValueOrDefault(model);

    /// <summary>Of a field by its name in JSON; the models' names differ from it in the case of letters, or by an ending that keeps it from being a word of C#.</summary>
    public string? Of(string? model, string field) => Of($"{model}.{field}") ?? Of($"{model}.{field}Property");
}
