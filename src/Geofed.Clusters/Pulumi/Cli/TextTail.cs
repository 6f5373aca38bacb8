using System.Text;

namespace Geofed.Clusters.Pulumi;

/// <summary>The end of a text that may be long: the last 64 KiB.</summary>
internal sealed class TextTail
{
    private const int Most = 64 * 1024;
    private readonly Lock _lock = new();
    private readonly List<byte> _kept = [];

    public void Add(ReadOnlySpan<byte> piece)
    {
        lock (_lock)
        {
            _kept.AddRange(piece);
            if (_kept.Count > 2 * Most)
                _kept.RemoveRange(0, _kept.Count - Most);
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            var text = Encoding.UTF8.GetString([.. _kept.Skip(_kept.Count - Most)]);
            return ColourDirectives.Remove(text).Trim();
        }
    }
}
