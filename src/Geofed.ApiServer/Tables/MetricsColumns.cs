using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>Columns of what metrics-server serves (metrics-server pkg/api/table.go).</summary>
internal static class MetricsColumns
{
    private static readonly Column Window = Column.Text("Window", "For how long it was measured.", o => o.Str("window"));

    public static readonly ColumnSet Pods = new(
        [Column.Name, Usage("cpu", o => Sum(o, "cpu")), Usage("memory", o => Sum(o, "memory")), Window]);

    public static readonly ColumnSet Nodes = new(
        [Column.Name, Usage("cpu", o => o.Str("usage", "cpu")), Usage("memory", o => o.Str("usage", "memory")), Window]);

    private static Column Usage(string resource, Func<JsonObject, string?> cell) => Column.Text(resource, $"What is used of {resource}.", cell);

    private static string Sum(JsonObject pod, string resource) =>
        pod.Objects("containers").Select(c => Quantity.From(c.At("usage", resource)) ?? default).Aggregate(default(Quantity), (sum, next) => sum + next).ToString();
}
