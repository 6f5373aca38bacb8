using Geofed.ApiServer.CustomResources;
using Geofed.ApiServer.Strategies.Admission;
using Geofed.ApiServer.Strategies.Apps;
using Geofed.ApiServer.Strategies.Autoscaling;
using Geofed.ApiServer.Strategies.Batch;
using Geofed.ApiServer.Strategies.Certificates;
using Geofed.ApiServer.Strategies.Core;
using Geofed.ApiServer.Strategies.FlowControl;
using Geofed.ApiServer.Strategies.Networking;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.ApiServer.Strategies.Policy;
using Geofed.ApiServer.Strategies.Rbac;
using Geofed.ApiServer.Strategies.Resources;
using Geofed.ApiServer.Strategies.Scheduling;
using Geofed.ApiServer.Strategies.Storage;

namespace Geofed.ApiServer.Strategies;

/// <summary>The strategy of each built-in resource.</summary>
public static class BuiltInStrategies
{
    private const string Rbac = "rbac.authorization.k8s.io", Admissions = "admissionregistration.k8s.io";

    private static readonly Dictionary<(string Group, string Resource), ResourceStrategy> ByResource = new()
    {
        [("", "pods")] = new PodStrategy(),
        [("", "namespaces")] = new NamespaceStrategy(),
        [("", "configmaps")] = new ConfigMapStrategy(),
        [("", "secrets")] = new SecretStrategy(),
        [("", "services")] = new ServiceStrategy(),
        [("", "nodes")] = new NodeStrategy(),
        [("", "persistentvolumes")] = new PersistentVolumeStrategy(TimeProvider.System),
        [("", "persistentvolumeclaims")] = new PersistentVolumeClaimStrategy(),
        [("", "replicationcontrollers")] = new ReplicationControllerStrategy(),
        [("", "serviceaccounts")] = new ServiceAccountStrategy(),
        [("", "resourcequotas")] = new ResourceQuotaStrategy(),
        [("", "limitranges")] = new LimitRangeStrategy(),
        [("", "events")] = new EventStrategy(),
        [("", "endpoints")] = new EndpointsStrategy(),
        [("", "podtemplates")] = new PodTemplateStrategy(),
        [("apiextensions.k8s.io", "customresourcedefinitions")] = new DefinitionStrategy(),
        [("events.k8s.io", "events")] = new EventStrategy(),
        [("apps", "deployments")] = new DeploymentStrategy(),
        [("apps", "replicasets")] = new ReplicaSetStrategy(),
        [("apps", "statefulsets")] = new StatefulSetStrategy(),
        [("apps", "daemonsets")] = new DaemonSetStrategy(),
        [("apps", "controllerrevisions")] = new ControllerRevisionStrategy(),
        [("batch", "jobs")] = new JobStrategy(),
        [("batch", "cronjobs")] = new CronJobStrategy(),
        [("autoscaling", "horizontalpodautoscalers")] = new HorizontalPodAutoscalerStrategy(),
        [("networking.k8s.io", "ingresses")] = new IngressStrategy(),
        [("networking.k8s.io", "ingressclasses")] = new IngressClassStrategy(),
        [("networking.k8s.io", "ipaddresses")] = new IpAddressStrategy(),
        [("networking.k8s.io", "servicecidrs")] = new ServiceCidrStrategy(),
        [("networking.k8s.io", "networkpolicies")] = new NetworkPolicyStrategy(),
        [("discovery.k8s.io", "endpointslices")] = new EndpointSliceStrategy(),
        [("policy", "poddisruptionbudgets")] = new PodDisruptionBudgetStrategy(),
        [(Rbac, "roles")] = new RoleStrategy(clusterScoped: false),
        [(Rbac, "clusterroles")] = new RoleStrategy(clusterScoped: true),
        [(Rbac, "rolebindings")] = new RoleBindingStrategy(clusterScoped: false),
        [(Rbac, "clusterrolebindings")] = new RoleBindingStrategy(clusterScoped: true),
        [("storage.k8s.io", "storageclasses")] = new StorageClassStrategy(),
        [("storage.k8s.io", "csidrivers")] = new CsiDriverStrategy(),
        [("storage.k8s.io", "csinodes")] = new CsiNodeStrategy(),
        [("storage.k8s.io", "csistoragecapacities")] = new CsiStorageCapacityStrategy(),
        [("storage.k8s.io", "volumeattachments")] = new VolumeAttachmentStrategy(),
        [("storage.k8s.io", "volumeattributesclasses")] = new VolumeAttributesClassStrategy(),
        [("scheduling.k8s.io", "priorityclasses")] = new PriorityClassStrategy(),
        [("coordination.k8s.io", "leases")] = new LeaseStrategy(),
        [(Admissions, "validatingwebhookconfigurations")] = new WebhookConfigurationStrategy(mutating: false),
        [(Admissions, "mutatingwebhookconfigurations")] = new WebhookConfigurationStrategy(mutating: true),
        [(Admissions, "validatingadmissionpolicies")] = new AdmissionPolicyStrategy(mutating: false),
        [(Admissions, "validatingadmissionpolicybindings")] = new AdmissionBindingStrategy(mutating: false),
        [(Admissions, "mutatingadmissionpolicies")] = new AdmissionPolicyStrategy(mutating: true),
        [(Admissions, "mutatingadmissionpolicybindings")] = new AdmissionBindingStrategy(mutating: true),
        [("certificates.k8s.io", "certificatesigningrequests")] = new CertificateSigningRequestStrategy(TimeProvider.System),
        [("flowcontrol.apiserver.k8s.io", "flowschemas")] = new FlowSchemaStrategy(),
        [("flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations")] = new PriorityLevelStrategy(),
        [("resource.k8s.io", "deviceclasses")] = new DeviceClassStrategy(),
        [("resource.k8s.io", "resourceslices")] = new ResourceSliceStrategy(TimeProvider.System),
        [("resource.k8s.io", "resourceclaims")] = new ResourceClaimStrategy(),
        [("resource.k8s.io", "resourceclaimtemplates")] = new ResourceClaimTemplateStrategy(),
        [("apiregistration.k8s.io", "apiservices")] = new ApiServiceStrategy(),
        [("node.k8s.io", "runtimeclasses")] = new RuntimeClassStrategy(),
    };

    /// <summary>The strategy of a resource by its group ("" for core) and plural name; one without rules for any other.</summary>
    public static ResourceStrategy For(string group, string resource) =>
        ByResource.GetValueOrDefault((group, resource), PlainStrategy.Instance);
}
