namespace Geofed.ApiServer.Schemas;

/// <summary>
/// How lists merge, by model type and JSON name: the +listType, +listMapKey, +patchStrategy and +patchMergeKey marks of
/// Kubernetes' types.go. A list that is not here is atomic.
/// </summary>
internal static class MergeRules
{
    /// <summary>Apply's keys ("set" for a set of scalars, "-" for atomic), and the patch's key ("*" for a set, "-" for none).</summary>
    public static readonly IReadOnlyDictionary<string, (string Keys, string PatchKey)> Lists = new Dictionary<string, (string, string)>
    {
        ["ObjectMeta.ownerReferences"] = ("uid", "uid"),
        ["ObjectMeta.finalizers"] = ("set", "*"),
        ["PodSpec.containers"] = ("name", "name"),
        ["PodSpec.initContainers"] = ("name", "name"),
        ["PodSpec.ephemeralContainers"] = ("name", "name"),
        ["PodSpec.volumes"] = ("name", "name"),
        ["PodSpec.imagePullSecrets"] = ("name", "name"),
        ["PodSpec.hostAliases"] = ("ip", "ip"),
        ["PodSpec.topologySpreadConstraints"] = ("topologyKey,whenUnsatisfiable", "topologyKey"),
        ["PodSpec.schedulingGates"] = ("name", "name"),
        ["PodSpec.resourceClaims"] = ("name", "name"),
        ["Container.env"] = ("name", "name"),
        ["Container.ports"] = ("containerPort,protocol", "containerPort"),
        ["Container.volumeMounts"] = ("mountPath", "mountPath"),
        ["Container.volumeDevices"] = ("devicePath", "devicePath"),
        ["EphemeralContainer.env"] = ("name", "name"),
        ["EphemeralContainer.ports"] = ("containerPort,protocol", "containerPort"),
        ["EphemeralContainer.volumeMounts"] = ("mountPath", "mountPath"),
        ["EphemeralContainer.volumeDevices"] = ("devicePath", "devicePath"),
        ["ResourceRequirements.claims"] = ("name", "-"),
        ["PodStatus.podIPs"] = ("ip", "ip"),
        ["PodStatus.hostIPs"] = ("-", "ip"),
        ["PodStatus.resourceClaimStatuses"] = ("name", "name"),
        ["ServiceSpec.ports"] = ("port,protocol", "port"),
        ["ServiceAccount.secrets"] = ("name", "name"),
        ["NodeStatus.addresses"] = ("type", "type"),
        ["NodeSpec.podCIDRs"] = ("set", "*"),
        ["CSINodeSpec.drivers"] = ("name", "name"),
        ["MutatingWebhookConfiguration.webhooks"] = ("name", "name"),
        ["ValidatingWebhookConfiguration.webhooks"] = ("name", "name"),
        ["JobStatus.conditions"] = ("-", "type"),
        ["PodFailurePolicyOnExitCodesRequirement.values"] = ("set", "-"),
        ["PersistentVolumeClaimStatus.conditions"] = ("type", "type"),
        ["Endpoint.addresses"] = ("set", "-"),
        ["CSIDriverSpec.volumeLifecycleModes"] = ("set", "-"),
        ["CertificateSigningRequestStatus.conditions"] = ("type", "-"),
        ["CustomResourceDefinitionStatus.conditions"] = ("type", "-"),
        ["ContainerRestartRuleOnExitCodes.values"] = ("set", "-"),
        ["ContainerStatus.allocatedResourcesStatus"] = ("name", "name"),
        ["ContainerStatus.volumeMounts"] = ("mountPath", "mountPath"),
        ["MutatingWebhook.matchConditions"] = ("name", "name"),
        ["ValidatingWebhook.matchConditions"] = ("name", "name"),
        ["ResourceStatus.resources"] = ("resourceID", "-"),
        ["ValidatingAdmissionPolicySpec.matchConditions"] = ("name", "name"),
        ["ValidatingAdmissionPolicySpec.variables"] = ("name", "name"),
        ["ValidatingAdmissionPolicyBindingSpec.validationActions"] = ("set", "-"),
        ["MutatingAdmissionPolicySpec.matchConditions"] = ("name", "name"),
        ["FlowSchemaStatus.conditions"] = ("type", "type"),
        ["ResourceClaimStatus.reservedFor"] = ("uid", "uid"),
        ["ResourceClaimStatus.devices"] = ("driver,device,pool", "-"),
    };

    /// <summary>Lists of conditions are keyed by type, in every kind.</summary>
    public static readonly (string Keys, string PatchKey) Conditions = ("type", "type");

    /// <summary>+structType=atomic and +mapType=atomic: types, and fields, that are owned as a whole.</summary>
    public static readonly IReadOnlySet<string> Atomic = new HashSet<string>
    {
        "LabelSelector", "NodeSelector", "NodeSelectorTerm", "ObjectReference", "LocalObjectReference", "SecretReference", "TypedLocalObjectReference", "SecretKeySelector",
        "ConfigMapKeySelector", "ObjectFieldSelector", "ResourceFieldSelector", "TopologySelectorTerm", "OwnerReference", "ScopeSelector", "RoleRef", "Subject",
        "ServiceBackendPort", "ServiceSpec.selector", "ReplicationControllerSpec.selector", "PodSpec.nodeSelector", "Scheduling.nodeSelector",
        "V1CrossVersionObjectReference", "EndpointAddress", "EndpointPort", "FileKeySelector",
        "ParamKind", "ParamRef", "MatchResources", "NamedRuleWithOperations",
    };

    /// <summary>Structs that one field treats differently: by the patch (+patchStrategy=retainKeys, replace), or as granular though their type is atomic.</summary>
    public static readonly IReadOnlyDictionary<string, (string? Patch, bool? Atomic)> Structs = new Dictionary<string, (string?, bool?)>
    {
        ["DeploymentSpec.strategy"] = ("retainKeys", null),
        ["PodDisruptionBudgetSpec.selector"] = ("replace", null),
        ["PersistentVolumeSpec.claimRef"] = (null, false),
    };
}
