using System.Text.Json.Nodes;
using Geofed.ApiServer.Tables.Cells;
using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>Columns of networking, access, storage, scheduling and the server's own configuration.</summary>
internal static class ClusterColumns
{
    public static readonly ColumnSet Ingresses = new(
    [
        Column.Name,
        Column.Text("Class", "The class that implements it.", ServiceCells.IngressClass),
        Column.Text("Hosts", "Hosts that incoming requests are matched against before the ingress rule", ServiceCells.Hosts),
        Column.Text("Address", "Address is a list containing ingress points for the load-balancer", ServiceCells.LoadBalancer),
        Column.Text("Ports", "Ports of TLS configurations that open", o => o.Arr("spec", "tls") is { Count: > 0 } ? "80, 443" : "80"),
        Column.Age,
    ]);

    public static readonly ColumnSet IngressClasses = new(
    [
        Column.Name,
        Column.Text("Controller", "Controller that is responsible for handling this class", o => o.Str("spec", "controller")),
        Column.Text("Parameters", "A reference to a resource with additional parameters", Parameters),
        Column.Age,
    ]);

    public static readonly ColumnSet NetworkPolicies = new(
        [Column.Name, Column.Text("Pod-Selector", "The pods it is for.", o => CellText.Selector(o.At("spec", "podSelector"))), Column.Age]);

    public static readonly ColumnSet EndpointSlices = new(
    [
        Column.Name, Column.Text("AddressType", "What its addresses are.", o => o.Str("addressType")), Column.Text("Ports", "Its ports.", ServiceCells.SlicePorts),
        Column.Text("Endpoints", "Its addresses.", ServiceCells.SliceAddresses), Column.Age,
    ]);

    public static readonly ColumnSet Bindings = new(
    [
        Column.Name,
        Column.Text("Role", "The role that is given.", o => $"{o.Str("roleRef", "kind")}/{o.Str("roleRef", "name")}"),
        Column.Age,
        Column.Text("Users", "Users in the roleBinding", o => Subjects(o, "User")).Wide(),
        Column.Text("Groups", "Groups in the roleBinding", o => Subjects(o, "Group")).Wide(),
        Column.Text("ServiceAccounts", "ServiceAccounts in the roleBinding", o => Subjects(o, "ServiceAccount")).Wide(),
    ]);

    public static readonly ColumnSet Leases = new([Column.Name, Column.Text("Holder", "Who holds it.", o => o.Str("spec", "holderIdentity") ?? ""), Column.Age]);

    public static readonly ColumnSet StorageClasses = new(
    [
        Column.Name with { Cell = (o, _) => o.Annotation("storageclass.kubernetes.io/is-default-class") == "true" ? $"{o.Name()} (default)" : o.Name() },
        Column.Text("Provisioner", "What makes its volumes.", o => o.Str("provisioner")),
        Column.Text("ReclaimPolicy", "What becomes of released volumes.", o => o.Str("reclaimPolicy")),
        Column.Text("VolumeBindingMode", "When volumes are made.", o => o.Str("volumeBindingMode")),
        Column.Text("AllowVolumeExpansion", "Whether volumes can grow.", o => o.Bool("allowVolumeExpansion") == true ? "true" : "false"),
        Column.Age,
    ]);

    public static readonly ColumnSet CsiNodes = new([Column.Name, Column.Int("Drivers", "Drivers on the node.", o => o.Arr("spec", "drivers")?.Count ?? 0), Column.Age]);

    public static readonly ColumnSet CsiDrivers = new(
    [
        Column.Name, Flag("AttachRequired", "attachRequired"), Flag("PodInfoOnMount", "podInfoOnMount"), Flag("StorageCapacity", "storageCapacity"),
        Column.Text("TokenRequests", "Audiences of the tokens it is given.", o => o.Objects("spec", "tokenRequests").Any()
            ? string.Join(",", o.Objects("spec", "tokenRequests").Select(t => t.Str("audience"))) : CellText.Unset),
        Flag("RequiresRepublish", "requiresRepublish"),
        Column.Text("Modes", "How its volumes live.", o => CellText.OrNone(string.Join(",", o.Strings("spec", "volumeLifecycleModes")))),
        Column.Age,
    ]);

    public static readonly ColumnSet CsiStorageCapacities = new(
        [Column.Name, Column.Text("StorageClassName", "The class it is for.", o => o.Str("storageClassName")), Column.Text("Capacity", "What is left.", o => Quantity.From(o["capacity"])?.ToString() ?? CellText.Unset)]);

    public static readonly ColumnSet VolumeAttachments = new(
    [
        Column.Name, Column.Text("Attacher", "Who attaches it.", o => o.Str("spec", "attacher")), Column.Text("PV", "The volume.", o => o.Str("spec", "source", "persistentVolumeName") ?? ""),
        Column.Text("Node", "The node.", o => o.Str("spec", "nodeName")), new("Attached", "boolean", "Whether it is attached.", (o, _) => o.Bool("status", "attached") == true), Column.Age,
    ]);

    public static readonly ColumnSet PriorityClasses = new(
    [
        Column.Name, Column.Int("Value", "The priority of its pods.", o => o.Int("value") ?? 0),
        new("Global-Default", "boolean", "Whether it is for pods without a class.", (o, _) => o.Bool("globalDefault") == true), Column.Age,
        Column.Text("PreemptionPolicy", "Whether its pods may push others out.", o => o.Str("preemptionPolicy")),
    ]);

    public static readonly ColumnSet RuntimeClasses = new([Column.Name, Column.Text("Handler", "What runs its pods.", o => o.Str("handler")), Column.Age]);

    public static readonly ColumnSet Webhooks = new(
        [Column.Name, Column.Int("Webhooks", "Webhooks indicates the number of webhooks registered in this configuration", o => o.Arr("webhooks")?.Count ?? 0), Column.Age]);

    public static readonly ColumnSet SigningRequests = new(
    [
        Column.Name, Column.Age, Column.Text("SignerName", "Who is to sign.", o => o.Str("spec", "signerName")), Column.Text("Requestor", "Who asks.", o => o.Str("spec", "username") ?? ""),
        Column.Text("RequestedDuration", "For how long.", o => o.Int("spec", "expirationSeconds") is { } s ? Durations.Human(TimeSpan.FromSeconds(s)) : CellText.None),
        Column.Text("Condition", "What became of it.", Condition),
    ]);

    private static string Condition(JsonObject request)
    {
        var conditions = request.Objects("status", "conditions").Select(c => c.Str("type")).ToList();
        var text = conditions.Contains("Denied") ? "Denied" : conditions.Contains("Approved") ? "Approved" : "Pending";
        if (conditions.Contains("Failed"))
            text += ",Failed";
        return request.Str("status", "certificate") is { Length: > 0 } ? text + ",Issued" : text;
    }

    private static string Parameters(JsonObject ingressClass) => ingressClass.Obj("spec", "parameters") is not { } parameters ? CellText.None
        : parameters.Str("apiGroup") is { Length: > 0 } group ? $"{parameters.Str("kind")}.{group}/{parameters.Str("name")}" : $"{parameters.Str("kind")}/{parameters.Str("name")}";

    private static string Subjects(JsonObject binding, string kind) => string.Join(", ", binding.Objects("subjects").Where(s => s.Str("kind") == kind)
        .Select(s => kind == "ServiceAccount" ? $"{s.Str("namespace")}/{s.Str("name")}" : s.Str("name")));

    private static Column Flag(string title, string key) => new(title, "boolean", $"The driver's {key}.", (o, _) => o.Bool("spec", key) == true);
}
