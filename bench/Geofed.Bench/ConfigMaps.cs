using System.Globalization;

namespace Geofed.Bench;

/// <summary>The objects that are written and read: ConfigMaps of about 1 kB.</summary>
internal static class ConfigMaps
{
    public const string Path = "/api/v1/namespaces/default/configmaps";
    private static readonly string Value = new('x', 800);

    public static string Json(int number) => string.Create(CultureInfo.InvariantCulture, $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c{{{number}}}"},"data":{"k":"{{{Value}}}"}}""");

    public static Task<double> CreateAsync(ServedProcess api, int times, int atOnce, int from, CancellationToken ct) =>
        ServedProcess.RateAsync(times, atOnce, i => api.SendAsync(HttpMethod.Post, Path, Json(from + i), ct));
}
