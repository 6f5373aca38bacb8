using System.Collections.Concurrent;
using System.Management.Automation;

namespace Geofed.Cmdlets;

/// <summary>Warnings that a server sends along. They come on another thread, and are shown when the answer is here.</summary>
internal sealed class ServerWarnings(Cmdlet cmdlet)
{
    private readonly ConcurrentQueue<string> _warnings = new();

    public void Add(string warning) => _warnings.Enqueue(warning);

    public void Write()
    {
        while (_warnings.TryDequeue(out var warning))
            cmdlet.WriteWarning(warning);
    }
}
