namespace Geofed.ApiServer.OpenApi;

/// <summary>/openapi/v2 in the one form that kubectl takes it in.</summary>
internal static class OpenApiProtobuf
{
    /// <summary>As it is written; clients ask for it with "@v1.0", which Go's own parser of media types refuses (kube-openapi pkg/handler).</summary>
    public const string MediaType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    public static bool IsWanted(string accept) => accept.Replace('@', '.').StartsWith(MediaType, StringComparison.Ordinal);
}
