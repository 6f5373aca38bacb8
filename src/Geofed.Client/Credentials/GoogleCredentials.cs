using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;

namespace Geofed.Client;

/// <summary>
/// Tokens from Google's Application Default Credentials: the file that GOOGLE_APPLICATION_CREDENTIALS names, gcloud's own, or the metadata server of a Google machine.
/// </summary>
public static class GoogleCredentials
{
    /// <summary>GKE's program for credentials; a kubeconfig made by gcloud or by Geofed names it, so that kubectl can use the file.</summary>
    public const string Plugin = "gke-gcloud-auth-plugin";

    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>Whether these are taken in the place of a program: it is GKE's, and not installed here.</summary>
    public static bool StandsInFor(ExecPlugin plugin) =>
        Path.GetFileNameWithoutExtension(plugin.Command) == Plugin && !File.Exists(plugin.Command) && ProgramPath.Find(plugin.Command) is null;

    /// <exception cref="CredentialsException">There are none, or Google does not take them.</exception>
    public static async Task<Credential> GetAsync(CancellationToken ct)
    {
        try
        {
            var credential = await GoogleCredential.GetApplicationDefaultAsync(ct).ConfigureAwait(false);
            var scoped = credential.IsCreateScopedRequired ? credential.CreateScoped(Scope) : credential;
            // The library keeps the token itself and renews it in time; so it is asked again each time.
            return new(await ((ITokenAccess)scoped).GetAccessTokenForRequestAsync(cancellationToken: ct).ConfigureAwait(false), Expires: DateTimeOffset.MinValue);
        }
        catch (TokenResponseException e)
        {
            throw new CredentialsException($"Google does not take the Application Default Credentials: {e.Error?.ErrorDescription ?? e.Error?.Error ?? "no reason given"}. Run: gcloud auth application-default login", e);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException)
        {
            throw new CredentialsException($"There are no Google credentials: {Plugin} is not installed, and Application Default Credentials cannot be used ({FirstSentence(e.Message)}). Run: gcloud auth application-default login", e);
        }
    }

    private static string FirstSentence(string message) => message.Split(". ", 2)[0].TrimEnd('.');
}
