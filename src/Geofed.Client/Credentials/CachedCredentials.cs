namespace Geofed.Client;

/// <summary>Keeps credentials until shortly before they expire, or until the server refuses them; many requests at once ask for them once.</summary>
/// <param name="fetch">Gets new ones.</param>
public sealed class CachedCredentials(Func<CancellationToken, Task<Credential>> fetch, TimeProvider time) : ICredentials, IDisposable
{
    /// <summary>A token that expires under way is refused; client-go's plugins and Google's libraries leave a minute at most.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Credential? _kept;

    public async ValueTask<Credential> GetAsync(CancellationToken ct)
    {
        if (Fresh() is { } kept)
            return kept;
        await _one.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return Fresh() ?? (_kept = await fetch(ct).ConfigureAwait(false));
        }
        finally
        {
            _one.Release();
        }
    }

    public bool Renew()
    {
        _kept = null;
        return true;
    }

    public void Dispose() => _one.Dispose();

    private Credential? Fresh() => _kept is { } kept && (kept.Expires is null || kept.Expires - Margin > time.GetUtcNow()) ? kept : null;
}
