using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>Readings of which "there is none" is an ordinary answer.</summary>
public static class KubeApiReading
{
    /// <summary>The object, or null when there is none of that name.</summary>
    public static async Task<JsonObject?> FindAsync(this IKubeApi api, ResourcePath path, CancellationToken ct)
    {
        try
        {
            return await api.GetAsync(path, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Deletes an object. False when there was none.</summary>
    public static async Task<bool> DeleteIfThereAsync(this IKubeApi api, ResourcePath path, CancellationToken ct)
    {
        try
        {
            await api.DeleteAsync(path, new(), ct).ConfigureAwait(false);
            return true;
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return false;
        }
    }
}
