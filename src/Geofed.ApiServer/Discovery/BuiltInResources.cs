using Geofed.Model;

namespace Geofed.ApiServer.Discovery;

/// <summary>Every built-in resource that is served, as Kubernetes' discovery documents list them.</summary>
public static class BuiltInResources
{
    private static readonly string[] AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>group/version, plural, kind, scope (N or C), short names, categories, subresources ("-" for none).</summary>
    private const string Table = """
        v1 bindings Binding N - - - create
        v1 configmaps ConfigMap N cm - -
        v1 endpoints Endpoints N ep - -
        v1 events Event N ev - -
        v1 limitranges LimitRange N limits - -
        v1 namespaces Namespace C ns - status,finalize create,delete,get,list,patch,update,watch
        v1 nodes Node C no - status
        v1 persistentvolumeclaims PersistentVolumeClaim N pvc - status
        v1 persistentvolumes PersistentVolume C pv - status
        v1 pods Pod N po all status,binding,eviction,log,exec,attach,portforward,ephemeralcontainers,resize
        v1 podtemplates PodTemplate N - - -
        v1 replicationcontrollers ReplicationController N rc all status,scale
        v1 resourcequotas ResourceQuota N quota - status
        v1 secrets Secret N - - -
        v1 serviceaccounts ServiceAccount N sa - token
        v1 services Service N svc all status
        apps/v1 controllerrevisions ControllerRevision N - - -
        apps/v1 daemonsets DaemonSet N ds all status
        apps/v1 deployments Deployment N deploy all status,scale
        apps/v1 replicasets ReplicaSet N rs all status,scale
        apps/v1 statefulsets StatefulSet N sts all status,scale
        batch/v1 cronjobs CronJob N cj all status
        batch/v1 jobs Job N - all status
        autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler N hpa all status
        autoscaling/v1 horizontalpodautoscalers HorizontalPodAutoscaler N hpa all status
        networking.k8s.io/v1 ingressclasses IngressClass C - - -
        networking.k8s.io/v1 ingresses Ingress N ing - status
        networking.k8s.io/v1 ipaddresses IPAddress C ip - -
        networking.k8s.io/v1 networkpolicies NetworkPolicy N netpol - -
        networking.k8s.io/v1 servicecidrs ServiceCIDR C - - status
        policy/v1 poddisruptionbudgets PodDisruptionBudget N pdb - status
        rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding C - - -
        rbac.authorization.k8s.io/v1 clusterroles ClusterRole C - - -
        rbac.authorization.k8s.io/v1 rolebindings RoleBinding N - - -
        rbac.authorization.k8s.io/v1 roles Role N - - -
        storage.k8s.io/v1 csidrivers CSIDriver C - - -
        storage.k8s.io/v1 csinodes CSINode C - - -
        storage.k8s.io/v1 csistoragecapacities CSIStorageCapacity N - - -
        storage.k8s.io/v1 storageclasses StorageClass C sc - -
        storage.k8s.io/v1 volumeattachments VolumeAttachment C - - status
        storage.k8s.io/v1 volumeattributesclasses VolumeAttributesClass C vac - -
        resource.k8s.io/v1 deviceclasses DeviceClass C - - -
        resource.k8s.io/v1 resourceclaims ResourceClaim N - - status
        resource.k8s.io/v1 resourceclaimtemplates ResourceClaimTemplate N - - -
        resource.k8s.io/v1 resourceslices ResourceSlice C - - -
        scheduling.k8s.io/v1 priorityclasses PriorityClass C pc - -
        coordination.k8s.io/v1 leases Lease N - - -
        discovery.k8s.io/v1 endpointslices EndpointSlice N - - -
        events.k8s.io/v1 events Event N ev - -
        node.k8s.io/v1 runtimeclasses RuntimeClass C - - -
        flowcontrol.apiserver.k8s.io/v1 flowschemas FlowSchema C - - status
        flowcontrol.apiserver.k8s.io/v1 prioritylevelconfigurations PriorityLevelConfiguration C - - status
        certificates.k8s.io/v1 certificatesigningrequests CertificateSigningRequest C csr - status,approval
        apiregistration.k8s.io/v1 apiservices APIService C - api-extensions status
        admissionregistration.k8s.io/v1 mutatingadmissionpolicies MutatingAdmissionPolicy C - api-extensions -
        admissionregistration.k8s.io/v1 mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding C - api-extensions -
        admissionregistration.k8s.io/v1 mutatingwebhookconfigurations MutatingWebhookConfiguration C - api-extensions -
        admissionregistration.k8s.io/v1 validatingadmissionpolicies ValidatingAdmissionPolicy C - api-extensions status
        admissionregistration.k8s.io/v1 validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding C - api-extensions -
        admissionregistration.k8s.io/v1 validatingwebhookconfigurations ValidatingWebhookConfiguration C - api-extensions -
        apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition C crd,crds api-extensions status
        authentication.k8s.io/v1 selfsubjectreviews SelfSubjectReview C - - - create
        authentication.k8s.io/v1 tokenreviews TokenReview C - - - create
        authorization.k8s.io/v1 localsubjectaccessreviews LocalSubjectAccessReview N - - - create
        authorization.k8s.io/v1 selfsubjectaccessreviews SelfSubjectAccessReview C - - - create
        authorization.k8s.io/v1 selfsubjectrulesreviews SelfSubjectRulesReview C - - - create
        authorization.k8s.io/v1 subjectaccessreviews SubjectAccessReview C - - - create
        """;

    /// <summary>All of them; those that only take reviews have the verb "create" alone.</summary>
    public static IReadOnlyList<ApiResource> All { get; } = [.. Table.Split('\n').Select(Read)];

    private static ApiResource Read(string line)
    {
        var cells = line.Split(' ');
        var slash = cells[0].IndexOf('/', StringComparison.Ordinal);
        var (group, version) = slash < 0 ? ("", cells[0]) : (cells[0][..slash], cells[0][(slash + 1)..]);
        return new(new(group, version, cells[1]), cells[2], cells[3] == "N")
        {
            Singular = cells[2].ToLowerInvariant(),
            ShortNames = List(cells[4]),
            Categories = List(cells[5]),
            Subresources = List(cells[6]),
            Verbs = cells.Length > 7 ? List(cells[7]) : AllVerbs,
        };
    }

    private static string[] List(string cell) => cell == "-" ? [] : cell.Split(',');
}
