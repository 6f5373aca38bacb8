namespace Geofed.Client;

/// <summary>A token that is known, or is read from where it is kept before each request: projected service account tokens are rotated on disk.</summary>
internal sealed class StaticCredentials(Func<string?> token) : ICredentials
{
    public ValueTask<Credential> GetAsync(CancellationToken ct)
    {
        try
        {
            return new(new Credential(token()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CredentialsException($"The token's file cannot be read: {e.Message}", e);
        }
    }

    public bool Renew() => false;
}
