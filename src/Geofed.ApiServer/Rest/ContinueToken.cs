using System.Buffers.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Hosting;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Where the next page of a list starts, and at which version (apiserver pkg/storage/continue.go).</summary>
internal static class ContinueToken
{
    /// <summary>The version of a list that goes on as things are now.</summary>
    public const long Inconsistent = -1;

    public static string Write(long revision, string start) =>
        Base64Url.EncodeToString(new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = revision, ["start"] = start }.ToUtf8());

    /// <exception cref="KubeApiException">400: it was not given by an API server.</exception>
    public static (string Start, long Revision) Read(string token)
    {
        try
        {
            var read = GoJson.Parse(Decode(token)).Node;
            if (read.Int("rv") is not > 0 and not -1)
                throw Wrong("incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
            return (read.Str("start") ?? "", read.Int("rv")!.Value);
        }
        catch (FormatException)
        {
            throw Wrong("illegal base64 data at input byte " + token.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Count());
        }
        catch (GoJsonException e)
        {
            throw Wrong(e.Message);
        }
    }

    /// <summary>As Go decodes it: bits that are left over do not matter.</summary>
    private static byte[] Decode(string token) => Convert.FromBase64String(token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '='));

    private static KubeApiException Wrong(string why) => Failures.BadRequest($"invalid continue token: continue key is not valid: {why}");
}
