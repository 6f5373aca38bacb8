using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>The Table columns of each built-in resource (pkg/printers/internalversion/printers.go).</summary>
public static class TableColumns
{
    private static readonly ColumnSet Default = new([Column.Name, Column.CreatedAt]);

    private static readonly Dictionary<(string Group, string Resource), ColumnSet> ByResource = new();

    /// <summary>The columns of a built-in resource; name and age for one without its own.</summary>
    public static ColumnSet For(ApiResource resource) =>
        ByResource.GetValueOrDefault((resource.Resource.Group, resource.Resource.Resource), Default);
}
