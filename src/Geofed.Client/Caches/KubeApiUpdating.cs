using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>Changes of a whole object that somebody else's may come between.</summary>
public static class KubeApiUpdating
{
    /// <summary>As often as client-go tries, and once more (util/retry, DefaultBackoff and DefaultRetry).</summary>
    private const int Attempts = 6;

    /// <summary>Reads an object, changes it, and writes it; from the start when it was written by somebody else in between.</summary>
    /// <param name="change">Changes the object that it is given; called again for each attempt.</param>
    /// <exception cref="KubeApiException">NotFound when there is none of that name; Conflict when it is written all the time.</exception>
    public static async Task<JsonObject> UpdateAsync(this IKubeApi api, ResourcePath path, Action<JsonObject> change, WriteOptions options, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = await api.GetAsync(path, ct).ConfigureAwait(false);
            change(found);
            try
            {
                return await api.ReplaceAsync(path, found, options, ct).ConfigureAwait(false);
            }
            catch (KubeApiException e) when (e.IsConflict && attempt < Attempts)
            {
                // The control plane writes the status of what it serves at any moment: look again.
            }
        }
    }
}
