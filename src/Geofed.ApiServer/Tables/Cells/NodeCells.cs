using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables.Cells;

/// <summary>What a node's row says (printNode).</summary>
internal static class NodeCells
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static string Status(JsonObject node)
    {
        var ready = node.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == "Ready");
        var status = ready is null ? "Unknown" : ready.Str("status") == "True" ? "Ready" : "NotReady";
        return node.Bool("spec", "unschedulable") == true ? status + ",SchedulingDisabled" : status;
    }

    public static string Roles(JsonObject node)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.StringMap("metadata", "labels"))
        {
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal) && key.Length > RolePrefix.Length)
                roles.Add(key[RolePrefix.Length..]);
            else if (key == "kubernetes.io/role" && value.Length > 0)
                roles.Add(value);
        }
        return roles.Count == 0 ? CellText.None : string.Join(",", roles);
    }

    public static string Address(JsonObject node, string type) =>
        CellText.OrNone(node.Objects("status", "addresses").FirstOrDefault(a => a.Str("type") == type).Str("address"));

    public static string Info(JsonObject node, string key) => node.Str("status", "nodeInfo", key) is { Length: > 0 } text ? text : CellText.Unknown;
}
