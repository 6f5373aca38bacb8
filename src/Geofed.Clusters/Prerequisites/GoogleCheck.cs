using Geofed.Client;

namespace Geofed.Clusters.Prerequisites;

/// <summary>Whether Google gives a token for the Application Default Credentials. The token is thrown away.</summary>
internal static class GoogleCheck
{
    /// <summary>On other machines than Google's the search for a metadata server takes a while.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static async Task<Finding> LookAsync(PrerequisiteSite site, CancellationToken ct)
    {
        var file = site.Caller.TryGetValue("GOOGLE_APPLICATION_CREDENTIALS", out var given) && given.Length > 0 ? given : null;
        try
        {
            await GoogleCredentials.GetAsync(ct).WaitAsync(Patience, site.Time, ct).ConfigureAwait(false);
            return new(PrerequisiteStatus.Found, Path: file);
        }
        catch (CredentialsException e)
        {
            // Without a file, and not on a machine of Google's, the library refuses; all else is about credentials that are there.
            var missing = file is null && e.InnerException is InvalidOperationException;
            return new(missing ? PrerequisiteStatus.Missing : PrerequisiteStatus.Unusable, Path: file,
                Message: missing ? "There are no Application Default Credentials." : e.InnerException is InvalidOperationException or HttpRequestException or IOException ? $"They cannot be used: {e.InnerException.Message}" : e.Message);
        }
        catch (TimeoutException)
        {
            return new(PrerequisiteStatus.Unusable, Path: file, Message: $"Google gave no token within {Patience.TotalSeconds:0} s.");
        }
    }
}
