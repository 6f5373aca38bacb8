using System.Text.Json;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>Turns an answer that is a failure into the exception that carries it.</summary>
internal static class StatusAnswer
{
    public static async Task<KubeApiException> ReadAsync(HttpResponseMessage response, Uri endpoint, CancellationToken ct)
    {
        var body = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
        try
        {
            if (JsonDocuments.ParseObject(body) is var status && status.Str("kind") == "Status")
                return From(status, (int)response.StatusCode);
        }
        catch (JsonException)
        {
            // Something that is not a Kubernetes API answered; its text is the best there is.
        }
        var text = System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200))).Trim();
        return new((int)response.StatusCode, "", $"{endpoint} answered {(int)response.StatusCode} {response.ReasonPhrase}{(text.Length == 0 ? "" : ": " + text)}");
    }

    public static KubeApiException From(System.Text.Json.Nodes.JsonObject status, int code) =>
        new((int)(status.Int("code") ?? code), status.Str("reason") ?? "", status.Str("message") ?? $"The server answered {code}.", status.Obj("details"));
}
