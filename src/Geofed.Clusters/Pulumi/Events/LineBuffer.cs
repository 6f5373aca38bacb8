namespace Geofed.Clusters.Pulumi;

/// <summary>
/// Puts together lines from the pieces in which a pipe delivers them. A line is never read before its end is there
/// (reading half a line is what crashed other drivers of the CLI: pulumi#6768).
/// </summary>
internal sealed class LineBuffer(Action<byte[]> line)
{
    private readonly List<byte> _open = [];

    public void Add(ReadOnlySpan<byte> piece)
    {
        while (piece.IndexOf((byte)'\n') is var end and >= 0)
        {
            _open.AddRange(piece[..end]);
            piece = piece[(end + 1)..];
            Deliver();
        }
        _open.AddRange(piece);
    }

    /// <summary>There is nothing more: what is left is a line as well.</summary>
    public void Complete() => Deliver();

    private void Deliver()
    {
        byte[] whole = [.. _open];
        _open.Clear();
        if (!whole.AsSpan().Trim(" \r\t"u8).IsEmpty)
            line(whole);
    }
}
