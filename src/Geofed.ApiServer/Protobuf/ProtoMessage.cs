using System.Collections.Frozen;

namespace Geofed.ApiServer.Protobuf;

/// <summary>
/// The numbers of a Go struct's fields in protobuf, read from ProtoFields.txt. A struct that Go embeds is a message of its own there, whose
/// fields stand in the outer document.
/// </summary>
public sealed class ProtoMessage
{
    private static readonly Lazy<FrozenDictionary<string, ProtoMessage>> All = new(Load);
    private readonly FrozenDictionary<int, (string Name, bool IsEmbedded)> _fields;

    private ProtoMessage(string fields) => _fields = fields.Split(' ').Select(Read).ToFrozenDictionary(f => f.Number, f => (f.Name, f.IsEmbedded));

    /// <summary>A model's own name goes before the one it shares with another group's; null for what has no message.</summary>
    public static ProtoMessage? Of(string model, string name) => All.Value.GetValueOrDefault(model) ?? All.Value.GetValueOrDefault(name);

    /// <summary>The JSON name of a field, or the name of the message whose fields are there.</summary>
    public bool TryField(int number, out string name, out bool isEmbedded)
    {
        var known = _fields.TryGetValue(number, out var field);
        (name, isEmbedded) = field;
        return known;
    }

    /// <summary>Lines as "Volume: 1:name 2+VolumeSource".</summary>
    private static FrozenDictionary<string, ProtoMessage> Load()
    {
        using var stream = typeof(ProtoMessage).Assembly.GetManifestResourceStream("Geofed.ApiServer.Protobuf.ProtoFields.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)).ToFrozenDictionary(parts => parts[0], parts => new ProtoMessage(parts[1]));
    }

    private static (int Number, string Name, bool IsEmbedded) Read(string text)
    {
        var at = text.IndexOfAny([':', '+']);
        return (int.Parse(text.AsSpan(0, at), System.Globalization.CultureInfo.InvariantCulture), text[(at + 1)..], text[at] == '+');
    }
}
