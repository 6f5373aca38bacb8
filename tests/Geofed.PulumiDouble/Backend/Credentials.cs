using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>Where the last <c>pulumi login</c> went: credentials.json in Pulumi's home.</summary>
internal static class Credentials
{
    public static string? Read(CliEnvironment environment) =>
        File.Exists(PathOf(environment)) ? JsonDocuments.ParseObject(File.ReadAllBytes(PathOf(environment))).Str("current") is { Length: > 0 } url ? url : null : null;

    public static void Write(CliEnvironment environment, string? url) =>
        PrivateFile.Write(PathOf(environment), new JsonObject { ["current"] = url ?? "" }.ToText());

    private static string PathOf(CliEnvironment environment) => Path.Combine(environment["PULUMI_CREDENTIALS_PATH"] is { Length: > 0 } folder ? folder : environment.Home, "credentials.json");
}
