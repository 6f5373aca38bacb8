namespace Geofed.ApiServer.OpenApi;

/// <summary>
/// /openapi/v2 for clients that take protobuf alone. kubectl has the kinds that are served from /openapi/v3 and asks here about all others, so that a
/// description without kinds is the true answer: it then says that there is no such kind.
/// </summary>
internal static class OpenApiProtobuf
{
    /// <summary>As it is written; clients ask for it with "@v1.0", which Go's own parser of media types refuses (kube-openapi pkg/handler).</summary>
    public const string MediaType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    public static bool IsWanted(string accept) => accept.Replace('@', '.').StartsWith(MediaType, StringComparison.Ordinal);

    /// <summary>A gnostic openapi.v2.Document whose field 1, "swagger", is "2.0".</summary>
    public static readonly byte[] Document = [0x0A, 3, .. "2.0"u8];
}
