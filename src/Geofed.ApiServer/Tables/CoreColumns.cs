using System.Text.Json.Nodes;
using Geofed.ApiServer.Tables.Cells;
using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>Columns of the core group's other kinds, and of events.</summary>
internal static class CoreColumns
{
    public static readonly ColumnSet Namespaces = new([Column.Name, Column.Text("Status", "The status of the namespace", o => o.Str("status", "phase")), Column.Age]);

    public static readonly ColumnSet ConfigMaps = new(
        [Column.Name, new("Data", "string", "How many keys there are.", (o, _) => Count(o, "data") + Count(o, "binaryData")), Column.Age]);

    public static readonly ColumnSet Secrets = new(
    [
        Column.Name, Column.Text("Type", "What kind of secret it is.", o => o.Str("type")),
        new("Data", "string", "How many keys there are.", (o, _) => Count(o, "data")), Column.Age,
    ]);

    public static readonly ColumnSet ServiceAccounts = new(
        [Column.Name, new("Secrets", "string", "How many secrets it may use.", (o, _) => o.Arr("secrets")?.Count ?? 0), Column.Age]);

    public static readonly ColumnSet Services = new(
    [
        Column.Name,
        Column.Text("Type", "How the service is exposed.", o => o.Str("spec", "type")),
        Column.Text("Cluster-IP", "The service's address inside the cluster.", o => CellText.OrNone(o.Strings("spec", "clusterIPs").FirstOrDefault())),
        Column.Text("External-IP", "Addresses from outside the cluster.", ServiceCells.ExternalIp),
        Column.Text("Port(s)", "The ports it serves.", ServiceCells.Ports),
        Column.Age,
        Column.Text("Selector", "Labels of the pods behind it.", o => CellText.Labels(o.At("spec", "selector"))).Wide(),
    ]);

    public static readonly ColumnSet Endpoints = new([Column.Name, Column.Text("Endpoints", "Addresses and ports.", ServiceCells.Endpoints), Column.Age]);

    public static readonly ColumnSet Nodes = new(
    [
        Column.Name,
        Column.Text("Status", "The status of the node", NodeCells.Status),
        Column.Text("Roles", "The roles of the node", NodeCells.Roles),
        Column.Age,
        Column.Text("Version", "The version of its kubelet.", o => o.Str("status", "nodeInfo", "kubeletVersion")),
        Column.Text("Internal-IP", "Its address inside the cluster.", o => NodeCells.Address(o, "InternalIP")).Wide(),
        Column.Text("External-IP", "Its address from outside.", o => NodeCells.Address(o, "ExternalIP")).Wide(),
        Column.Text("OS-Image", "Its operating system.", o => NodeCells.Info(o, "osImage")).Wide(),
        Column.Text("Kernel-Version", "The version of its kernel.", o => NodeCells.Info(o, "kernelVersion")).Wide(),
        Column.Text("Container-Runtime", "What runs its containers.", o => NodeCells.Info(o, "containerRuntimeVersion")).Wide(),
    ]);

    public static readonly ColumnSet Volumes = new(
    [
        Column.Name,
        Column.Text("Capacity", "How much it holds.", o => Amount(o.At("spec", "capacity", "storage"))),
        Column.Text("Access Modes", "How it can be mounted.", o => CellText.AccessModes(o.At("spec", "accessModes"))),
        Column.Text("Reclaim Policy", "What becomes of it when released.", o => o.Str("spec", "persistentVolumeReclaimPolicy")),
        Column.Text("Status", "Whether it is available, bound or released.", o => Phase(o)),
        Column.Text("Claim", "The claim it is bound to.", o => o.Obj("spec", "claimRef") is { } claim ? $"{claim.Str("namespace")}/{claim.Str("name")}" : ""),
        Column.Text("StorageClass", "Its class.", o => o.Annotation("volume.beta.kubernetes.io/storage-class") ?? o.Str("spec", "storageClassName") ?? ""),
        Column.Text("VolumeAttributesClass", "The class of its attributes.", o => o.Str("spec", "volumeAttributesClassName") ?? CellText.Unset),
        Column.Text("Reason", "Why it is in its state.", o => o.Str("status", "reason") ?? ""),
        Column.Age,
        Column.Text("VolumeMode", "Whether it is a file system or a block device.", o => o.Str("spec", "volumeMode") ?? CellText.Unset).Wide(),
    ]);

    public static readonly ColumnSet Claims = new(
    [
        Column.Name,
        Column.Text("Status", "Whether it is bound.", o => Phase(o)),
        Column.Text("Volume", "The volume it is bound to.", o => o.Str("spec", "volumeName") ?? ""),
        Column.Text("Capacity", "How much the volume holds.", o => o.Str("spec", "volumeName") is { Length: > 0 } ? Amount(o.At("status", "capacity", "storage")) : ""),
        Column.Text("Access Modes", "How it can be mounted.", o => o.Str("spec", "volumeName") is { Length: > 0 } ? CellText.AccessModes(o.At("status", "accessModes")) : ""),
        Column.Text("StorageClass", "The class it asks for.", o => o.Annotation("volume.beta.kubernetes.io/storage-class") ?? o.Str("spec", "storageClassName") ?? ""),
        Column.Text("VolumeAttributesClass", "The class of its attributes.", o => o.Str("spec", "volumeAttributesClassName") ?? CellText.Unset),
        Column.Age,
        Column.Text("VolumeMode", "Whether it is a file system or a block device.", o => o.Str("spec", "volumeMode") ?? CellText.Unset).Wide(),
    ]);

    public static readonly ColumnSet Quotas = new(
        [Column.Name, Column.Text("Request", "Requests used, of those allowed.", o => Quota(o, limits: false)), Column.Text("Limit", "Limits used, of those allowed.", o => Quota(o, limits: true)), Column.Age]);

    public static readonly ColumnSet Events = new(
    [
        new("Last Seen", "string", "When it last happened.", (o, now) => Durations.Since(Last(o), now)),
        Column.Text("Type", "Normal or Warning.", o => o.Str("type")),
        Column.Text("Reason", "Why it happened, in one word.", o => o.Str("reason")),
        Column.Text("Object", "What it happened to.", o => $"{(Of(o).Str("kind") ?? "").ToLowerInvariant()}/{Of(o).Str("name")}"),
        Column.Text("Subobject", "The part it happened to.", o => Of(o).Str("fieldPath") ?? "").Wide(),
        Column.Text("Source", "Who tells of it.", Source).Wide(),
        Column.Text("Message", "What happened.", o => (o.Str("message") ?? o.Str("note") ?? "").Trim()),
        new Column("First Seen", "string", "When it first happened.", (o, now) => Durations.Since(o.Str("firstTimestamp") ?? o.Str("eventTime"), now)).Wide(),
        new Column("Count", "string", "How often it happened.", (o, _) => o.Int("series", "count") ?? o.Int("count") ?? o.Int("deprecatedCount") ?? 1).Wide(),
        (Column.Name with { Priority = 1 }),
    ]);

    private static int Count(JsonObject obj, string key) => obj.Obj(key)?.Count ?? 0;

    private static string Phase(JsonObject obj) => obj.IsDeleting() ? "Terminating" : obj.Str("status", "phase") ?? "";

    private static string Amount(JsonNode? amount) => Quantity.From(amount)?.ToString() ?? "";

    private static JsonNode? Of(JsonObject @event) => @event["involvedObject"] ?? @event["regarding"];

    private static string? Last(JsonObject @event) => @event.Str("series", "lastObservedTime") ?? @event.Str("lastTimestamp") ?? @event.Str("deprecatedLastTimestamp") ?? @event.Str("eventTime");

    private static string Source(JsonObject @event)
    {
        var component = @event.Str("source", "component") ?? @event.Str("reportingComponent") ?? @event.Str("reportingController") ?? "";
        return @event.Str("source", "host") is { Length: > 0 } host ? $"{component}, {host}" : component;
    }

    private static string Quota(JsonObject quota, bool limits) => string.Join(", ", (quota.Obj("status", "hard") ?? []).Where(p => p.Key.StartsWith("limits", StringComparison.Ordinal) == limits)
        .OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}: {Amount(quota.At("status", "used", p.Key)) switch { "" => "0", var used => used }}/{Amount(p.Value)}"));
}
