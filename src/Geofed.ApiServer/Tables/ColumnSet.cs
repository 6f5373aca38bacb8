using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>The columns of one resource's Table, as <c>kubectl get</c> shows them.</summary>
public sealed class ColumnSet
{
    private readonly IReadOnlyList<Column> _columns;

    internal ColumnSet(IReadOnlyList<Column> columns) => _columns = columns;

    /// <summary>The Table's columnDefinitions; a new array at each call.</summary>
    public JsonArray Columns => new([.. _columns.Select(c => c.Definition())]);

    /// <summary>The cells of an object's row. Ages are told as of <paramref name="now"/>.</summary>
    public JsonArray Row(JsonObject obj, DateTimeOffset now) => new([.. _columns.Select(c => c.Cell(obj, now))]);

    /// <summary>The columns of a CustomResourceDefinition's version: Name, then its additionalPrinterColumns (JSONPath).</summary>
    public static ColumnSet FromPrinterColumns(JsonArray? additionalPrinterColumns) => new(
        [Column.Name, .. (additionalPrinterColumns ?? []).OfType<JsonObject>().DefaultIfEmpty(PrinterColumn.DefaultAge).Select(PrinterColumn.From)]);
}
