using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Tables.Cells;
using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>Columns of pods and of what makes pods.</summary>
internal static class WorkloadColumns
{
    private static readonly Column Containers = Template("Containers", "Names of each container in the template.", CellText.ContainerNames);
    private static readonly Column Images = Template("Images", "Images referenced by each container in the template.", CellText.ContainerImages);
    private static readonly Column Selector = Column.Text("Selector", "Label selector for the pods.", o => CellText.Selector(o.At("spec", "selector"))).Wide();

    public static readonly ColumnSet Pods = new(
    [
        Column.Name,
        Column.Text("Ready", "The aggregate readiness state of this pod for accepting traffic.", o => PodCells.Of(o).Ready),
        Column.Text("Status", "The aggregate status of the containers in this pod.", o => PodCells.Of(o).Status),
        new("Restarts", "string", "The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.",
            (o, now) => PodCells.Of(o).RestartsAsOf(now)),
        Column.Age,
        Column.Text("IP", "The pod's address.", o => CellText.OrNone(o.Objects("status", "podIPs").FirstOrDefault().Str("ip") ?? o.Str("status", "podIP"))).Wide(),
        Column.Text("Node", "The node that the pod is bound to.", o => CellText.OrNone(o.Str("spec", "nodeName"))).Wide(),
        Column.Text("Nominated Node", "The node on which room is being made for the pod.", o => CellText.OrNone(o.Str("status", "nominatedNodeName"))).Wide(),
        Column.Text("Readiness Gates", "How many of the pod's readiness gates are true.", PodCells.ReadinessGates).Wide(),
    ]);

    public static readonly ColumnSet Deployments = new(
    [
        Column.Name,
        Column.Text("Ready", "Number of the pod with ready state", o => $"{Status(o, "readyReplicas")}/{o.Int("spec", "replicas") ?? 0}"),
        new("Up-to-date", "string", "Pods of the deployment that have its current template.", (o, _) => Status(o, "updatedReplicas")),
        new("Available", "string", "Pods of the deployment that are available.", (o, _) => Status(o, "availableReplicas")),
        Column.Age, Containers, Images, Selector,
    ]);

    public static readonly ColumnSet ReplicaSets = new(
    [
        Column.Name, Column.Int("Desired", "Pods wanted.", o => o.Int("spec", "replicas")), Column.Int("Current", "Pods there are.", o => Status(o, "replicas")),
        Column.Int("Ready", "Pods that are ready.", o => Status(o, "readyReplicas")), Column.Age, Containers, Images, Selector,
    ]);

    public static readonly ColumnSet ReplicationControllers = new(
    [
        Column.Name, Column.Int("Desired", "Pods wanted.", o => o.Int("spec", "replicas")), Column.Int("Current", "Pods there are.", o => Status(o, "replicas")),
        Column.Int("Ready", "Pods that are ready.", o => Status(o, "readyReplicas")), Column.Age, Containers, Images,
        Column.Text("Selector", "Labels of the pods.", o => CellText.Labels(o.At("spec", "selector"))).Wide(),
    ]);

    public static readonly ColumnSet StatefulSets = new(
    [
        Column.Name, Column.Text("Ready", "Number of the pod with ready state", o => $"{Status(o, "readyReplicas")}/{o.Int("spec", "replicas") ?? 0}"),
        Column.Age, Containers, Images,
    ]);

    public static readonly ColumnSet DaemonSets = new(
    [
        Column.Name,
        Column.Int("Desired", "Nodes that should run the pod.", o => Status(o, "desiredNumberScheduled")),
        Column.Int("Current", "Nodes that run the pod and should.", o => Status(o, "currentNumberScheduled")),
        Column.Int("Ready", "Nodes on which the pod is ready.", o => Status(o, "numberReady")),
        Column.Int("Up-to-date", "Nodes that run the current template.", o => Status(o, "updatedNumberScheduled")),
        Column.Int("Available", "Nodes on which the pod is available.", o => Status(o, "numberAvailable")),
        Column.Text("Node Selector", "Labels of the nodes to run on.", o => CellText.Labels(o.At("spec", "template", "spec", "nodeSelector"))),
        Column.Age, Containers, Images, Selector,
    ]);

    public static readonly ColumnSet Jobs = new(
    [
        Column.Name,
        Column.Text("Status", "Status of the job.", BatchCells.Status),
        Column.Text("Completions", "Pods that succeeded, of those wanted.", BatchCells.Completions),
        new("Duration", "string", "Time required to complete the job.", (o, now) => BatchCells.Duration(o, now)),
        Column.Age, Containers, Images, Selector,
    ]);

    public static readonly ColumnSet CronJobs = new(
    [
        Column.Name,
        Column.Text("Schedule", "When to run, in Cron format.", o => o.Str("spec", "schedule")),
        Column.Text("Timezone", "The time zone of the schedule.", o => CellText.OrNone(o.Str("spec", "timeZone"))),
        new("Suspend", "boolean", "Whether no further runs are started.", (o, _) => CellText.True(o.Bool("spec", "suspend"))),
        Column.Int("Active", "Runs under way.", o => o.Arr("status", "active")?.Count ?? 0),
        new("Last Schedule", "string", "When a run was last started.", (o, now) => BatchCells.LastSchedule(o, now)),
        Column.Age,
        Column.Text("Containers", "Names of each container in the template.", o => CellText.ContainerNames(o.At("spec", "jobTemplate", "spec", "template"))).Wide(),
        Column.Text("Images", "Images referenced by each container in the template.", o => CellText.ContainerImages(o.At("spec", "jobTemplate", "spec", "template"))).Wide(),
        Column.Text("Selector", "Label selector for the pods.", o => CellText.Selector(o.At("spec", "jobTemplate", "spec", "selector"))).Wide(),
    ]);

    public static readonly ColumnSet PodTemplates = new(
    [
        Column.Name,
        Column.Text("Containers", "Names of each container in the template.", o => CellText.ContainerNames(o["template"])),
        Column.Text("Images", "Images referenced by each container in the template.", o => CellText.ContainerImages(o["template"])),
        Column.Text("Pod Labels", "The labels for the pod template.", o => CellText.Labels(o.At("template", "metadata", "labels"))),
    ]);

    public static readonly ColumnSet ControllerRevisions = new(
    [
        Column.Name,
        Column.Text("Controller", "Controller of the object", o => Owner(o)),
        Column.Int("Revision", "Position in the controller's history.", o => o.Int("revision")),
        Column.Age,
    ]);

    public static readonly ColumnSet Autoscalers = new(
    [
        Column.Name,
        Column.Text("Reference", "What is scaled.", AutoscalerCells.Reference),
        Column.Text("Targets", "What to scale by: current values and those wanted.", AutoscalerCells.Targets),
        Column.Text("MinPods", "The least number of pods.", o => o.Int("spec", "minReplicas") is { } min ? Number(min) : CellText.Unset),
        new("MaxPods", "string", "The greatest number of pods.", (o, _) => o.Int("spec", "maxReplicas")),
        new("Replicas", "string", "Pods there are.", (o, _) => Status(o, "currentReplicas")),
        Column.Age,
    ]);

    public static readonly ColumnSet DisruptionBudgets = new(
    [
        Column.Name,
        Column.Text("Min Available", "The minimum number of pods that must be available.", o => Either(o.At("spec", "minAvailable"))),
        Column.Text("Max Unavailable", "The maximum number of pods that may be unavailable.", o => Either(o.At("spec", "maxUnavailable"))),
        Column.Int("Allowed Disruptions", "Calculated number of pods that may be disrupted at this time.", o => Status(o, "disruptionsAllowed")),
        Column.Age,
    ]);

    private static long Status(JsonObject obj, string key) => obj.Int("status", key) ?? 0;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Either(JsonNode? value) => value is null ? "N/A" : value.Str() ?? value.ToText();

    private static string Owner(JsonObject obj) =>
        obj.Objects("metadata", "ownerReferences").FirstOrDefault(o => o.Bool("controller") == true) is { } owner
            ? $"{owner.Str("kind")!.ToLowerInvariant()}{Group(owner)}/{owner.Str("name")}" : CellText.None;

    private static string Group(JsonObject owner) => GroupVersionKind.From(owner.Str("apiVersion") ?? "", "").Group is { Length: > 0 } group ? "." + group : "";

    private static Column Template(string title, string description, Func<JsonNode?, string> cell) =>
        Column.Text(title, description, o => cell(o.At("spec", "template"))).Wide();
}
