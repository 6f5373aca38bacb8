using System.Threading.Channels;
using Geofed.ApiServer.Storage;

namespace Geofed.ApiServer.Watching;

/// <summary>One watch of one resource: the changes that it has not read yet, of which it may leave only so many.</summary>
internal sealed class Watcher
{
    private const int Backlog = 1024;
    private readonly Channel<Change> _changes = Channel.CreateBounded<Change>(new BoundedChannelOptions(Backlog * 2) { SingleReader = true });

    public Watcher(IEnumerable<Change> missed)
    {
        foreach (var change in missed)
            _changes.Writer.TryWrite(change);
    }

    public ChannelReader<Change> Changes => _changes.Reader;

    /// <summary>Left out when the backlog is full: no change is lost with it.</summary>
    public void Mark(Change mark) => _changes.Writer.TryWrite(mark);

    /// <summary>False, and the end of the watch, when its backlog is full.</summary>
    public bool Offer(Change change)
    {
        if (_changes.Writer.TryWrite(change))
            return true;
        _changes.Writer.TryComplete();
        return false;
    }
}
