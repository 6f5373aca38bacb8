using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Xunit;

namespace Geofed.ApiServer.Tests.Strategies;

public class KindRulesTests
{
    private const string Template = """{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}""";

    private static string Spec(string apiVersion, string kind, string spec) =>
        $$"""{"apiVersion":"{{apiVersion}}","kind":"{{kind}}","metadata":{"name":"x","namespace":"n"},"spec":{{spec}}}""";

    private static void Refused(string group, string resource, string text, string? cause)
    {
        var refusal = Written.Refusal(group, resource, text);
        if (cause is null)
            Assert.Null(refusal);
        else
            Assert.EndsWith($" \"x\" is invalid: {cause}", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "completionMode":"Indexed","parallelism":2 """, "spec.completions: Required value: when completion mode is Indexed")]
    [InlineData(""" "backoffLimitPerIndex":1 """, "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode")]
    [InlineData(""" "managedBy":"me" """, "spec.managedBy: Invalid value: \"me\": must be a domain-prefixed path (such as \"acme.io/foo\")")]
    [InlineData(""" "podFailurePolicy":{"rules":[{"action":"Shrug","onExitCodes":{"operator":"In","values":[1]}}]} """,
        "spec.podFailurePolicy.rules[0].action: Unsupported value: \"Shrug\": supported values: \"Count\", \"FailIndex\", \"FailJob\", \"Ignore\"")]
    [InlineData(""" "podFailurePolicy":{"rules":[{"action":"Count"}]} """, "spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required")]
    [InlineData(""" "podFailurePolicy":{"rules":[{"action":"Ignore","onExitCodes":{"operator":"In","containerName":"z","values":[3,0]}}]} """,
        "[spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: \"z\": must be one of the container or initContainer names in the pod template, spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Invalid value: 0: must not be 0 for the In operator, spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [3,0]: must be ordered]")]
    [InlineData(""" "podFailurePolicy":{"rules":[]},"podReplacementPolicy":"TerminatingOrFailed" """, "spec.podReplacementPolicy: Unsupported value: \"TerminatingOrFailed\": supported values: \"Failed\"")]
    [InlineData(""" "completionMode":"Indexed","completions":3,"successPolicy":{"rules":[{"succeededIndexes":"0-5"}]} """,
        "spec.successPolicy.rules[0].succeededIndexes: Invalid value: \"0-5\": error parsing succeededIndexes: too large index: \"5\"")]
    [InlineData(""" "completionMode":"Indexed","completions":3,"successPolicy":{"rules":[{"succeededIndexes":"0-1","succeededCount":3}]} """,
        "spec.successPolicy.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)")]
    public void Jobs(string more, string cause) => Refused("batch", "jobs", Spec("batch/v1", "Job", $$"""{"template":{{Template}},{{more}}}"""), cause);

    [Theory]
    [InlineData(""" "timeZone":"Mars/Olympus" """, "spec.timeZone: Invalid value: \"Mars/Olympus\": unknown time zone Mars/Olympus")]
    [InlineData(""" "timeZone":"Etc/UTC" """, null)]
    [InlineData(""" "concurrencyPolicy":"Never" """, "spec.concurrencyPolicy: Unsupported value: \"Never\": supported values: \"Allow\", \"Forbid\", \"Replace\"")]
    public void CronJobs(string more, string? cause) =>
        Refused("batch", "cronjobs", Spec("batch/v1", "CronJob", $$$"""{"schedule":"@daily","jobTemplate":{"spec":{"template":{{{Template}}}}},{{{more}}}}"""), cause);

    [Theory]
    [InlineData("""{"type":"ClusterIP","ports":[{"port":1,"nodePort":30000}]}""", "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'")]
    [InlineData("""{"type":"ExternalName","externalName":"a.b","clusterIP":"None","clusterIPs":["None"]}""", "spec.clusterIPs: Forbidden: may not be set for ExternalName services")]
    [InlineData("""{"ports":[{"port":1}],"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":90000}}}""", "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 90000: must be greater than 0 and less than 86400")]
    [InlineData("""{"ports":[{"port":1}],"externalIPs":["127.0.0.1"]}""", "spec.externalIPs[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")]
    [InlineData("""{"ports":[{"port":1}],"externalTrafficPolicy":"Local"}""", "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services")]
    [InlineData("""{"ports":[{"port":1}],"loadBalancerClass":"a/b"}""", "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'")]
    [InlineData("""{"ports":[{"port":1}],"loadBalancerSourceRanges":["10.0.0.1/8"]}""",
        "[spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer', spec.LoadBalancerSourceRanges[0]: Invalid value: \"10.0.0.1/8\": must not have bits set beyond the prefix length]")]
    [InlineData("""{"ports":[{"port":1}],"clusterIP":"10.0.0.01"}""", "spec.clusterIPs[0]: Invalid value: \"10.0.0.01\": must not have leading 0s")]
    [InlineData("""{"ports":[{"port":1}],"trafficDistribution":"Far"}""", "spec.trafficDistribution: Unsupported value: \"Far\": supported values: \"PreferClose\", \"PreferSameNode\", \"PreferSameZone\"")]
    [InlineData("""{"ports":[{"name":"a","port":1},{"name":"b","port":1}]}""",
        "spec.ports[1]: Duplicate value: {\"Name\":\"\",\"Protocol\":\"TCP\",\"AppProtocol\":null,\"Port\":1,\"TargetPort\":0,\"NodePort\":0}")]
    public void Services(string spec, string cause) => Refused("", "services", Spec("v1", "Service", spec), cause);

    [Fact]
    public void What_belonged_to_the_former_type_of_a_Service_goes() => Assert.Null(Written.RefusalOfChange("", "services",
        Spec("v1", "Service", """{"type":"NodePort","clusterIP":"10.0.0.5","ports":[{"port":1,"nodePort":30001}]}"""), """{"spec":{"type":"ClusterIP"}}"""));

    [Theory]
    [InlineData("""{"maxReplicas":0,"scaleTargetRef":{"kind":"Deployment","name":"d"}}""",
        "[spec.maxReplicas: Invalid value: 0: must be greater than 0, spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`]")]
    [InlineData("""{"maxReplicas":1,"scaleTargetRef":{"kind":"Deployment","name":"d"},"metrics":[{"type":"Resource","pods":{"metric":{"name":"m"},"target":{"type":"AverageValue","averageValue":"1"}}}]}""",
        "spec.metrics[0].resource: Required value: must populate information for the given metric source")]
    [InlineData("""{"maxReplicas":1,"scaleTargetRef":{"kind":"Deployment","name":"d"},"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization"}}}]}""",
        "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization")]
    [InlineData("""{"maxReplicas":1,"scaleTargetRef":{"kind":"Deployment","name":"d"},"behavior":{"scaleDown":{"stabilizationWindowSeconds":4000,"policies":[{"type":"Pods","value":1,"periodSeconds":2000}]}}}""",
        "[spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 4000: must be less than or equal to 3600, spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 2000: must be less than or equal to 1800]")]
    public void Autoscalers(string spec, string cause) => Refused("autoscaling", "horizontalpodautoscalers", Spec("autoscaling/v2", "HorizontalPodAutoscaler", spec), cause);

    [Theory]
    [InlineData("""{}""", "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified")]
    [InlineData("""{"rules":[{"host":"1.2.3.4"}]}""", "spec.rules[0].host: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address")]
    [InlineData("""{"defaultBackend":{"service":{"name":"s"}}}""", "spec.defaultBackend: Required value: port name or number is required")]
    [InlineData("""{"defaultBackend":{"service":{"name":"s","port":{"name":"p","number":1}}}}""", "spec.defaultBackend: Invalid value: \"\": cannot set both port name & port number")]
    [InlineData("""{"rules":[{"http":{"paths":[{"path":"/a/..","pathType":"Exact","backend":{}}]}}]}""",
        "[spec.rules[0].http.paths[0].path: Invalid value: \"/a/..\": cannot end with '/..', spec.rules[0].http.paths[0].backend: Invalid value: \"\": resource or service backend is required]")]
    public void Ingresses(string spec, string cause) => Refused("networking.k8s.io", "ingresses", Spec("networking.k8s.io/v1", "Ingress", spec), cause);

    [Theory]
    [InlineData("""{"ingress":[{"from":[{"ipBlock":{"cidr":"10.0.0.0/8","except":["11.0.0.0/16"]}}]}]}""", "spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: \"11.0.0.0/16\": must be a strict subset of `cidr`")]
    [InlineData("""{"ingress":[{"ports":[{"port":"web","endPort":90}]}]}""", "spec.ingress[0].ports[0].endPort: Invalid value: 90: may not be specified when `port` is non-numeric")]
    public void NetworkPolicies(string spec, string cause) => Refused("networking.k8s.io", "networkpolicies", Spec("networking.k8s.io/v1", "NetworkPolicy", spec), cause);

    [Theory]
    [InlineData("""{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"local":{"path":"/d"}}""", "spec.nodeAffinity: Required value: Local volume requires node affinity")]
    [InlineData("""{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"csi":{"driver":"d"}}""", "spec.csi.volumeHandle: Required value")]
    [InlineData("""{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"hostPath":{"path":"/"},"persistentVolumeReclaimPolicy":"Recycle"}""", "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'")]
    public void PersistentVolumes(string spec, string cause) => Refused("", "persistentvolumes", Spec("v1", "PersistentVolume", spec), cause);

    [Theory]
    [InlineData("", "resourcequotas", """{"kind":"ResourceQuota","metadata":{"name":"x"},"spec":{"hard":{"storage":"1"}}}""", "spec.hard[storage]: Invalid value: \"storage\": must be a standard resource for quota")]
    [InlineData("", "resourcequotas", """{"kind":"ResourceQuota","metadata":{"name":"x"},"spec":{"hard":{"cpu":"1"},"scopes":["BestEffort"]}}""", "spec.scopes: Invalid value: [\"BestEffort\"]: unsupported scope applied to resource")]
    [InlineData("", "limitranges", """{"kind":"LimitRange","metadata":{"name":"x"},"spec":{"limits":[{"type":"Pod","default":{"cpu":"1"}}]}}""", "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'")]
    [InlineData("", "limitranges", """{"kind":"LimitRange","metadata":{"name":"x"},"spec":{"limits":[{"type":"Container","max":{"cpu":"1"},"default":{"cpu":"2"}}]}}""",
        "[spec.limits[0].defaultRequest[cpu]: Invalid value: \"2\": default request value 2 is greater than max value 1, spec.limits[0].default[cpu]: Invalid value: \"1\": default value 2 is greater than max value 1]")]
    [InlineData("", "endpoints", """{"kind":"Endpoints","metadata":{"name":"x"},"subsets":[{"addresses":[{"ip":"169.254.1.1"}]}]}""", "subsets[0].addresses[0].ip: Invalid value: \"169.254.1.1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("discovery.k8s.io", "endpointslices", """{"kind":"EndpointSlice","metadata":{"name":"x"},"addressType":"IPv4","endpoints":[{"addresses":["1.2.3.4"]}],"ports":[{"port":1},{"port":2}]}""", "ports[1].name: Duplicate value: \"\"")]
    [InlineData("storage.k8s.io", "storageclasses", """{"kind":"StorageClass","metadata":{"name":"x"},"provisioner":"p","allowedTopologies":[{"matchLabelExpressions":[{"key":"k","values":[]}]}]}""", "allowedTopologies[0].matchLabelExpressions[0].values: Required value")]
    [InlineData("storage.k8s.io", "csidrivers", """{"kind":"CSIDriver","metadata":{"name":"x"},"spec":{"tokenRequests":[{"audience":"a"},{"audience":"a"}]}}""", "spec.tokenRequests[1].audience: Duplicate value: \"a\"")]
    [InlineData("storage.k8s.io", "volumeattributesclasses", """{"kind":"VolumeAttributesClass","metadata":{"name":"x"},"driverName":"d"}""", "parameters: Required value: must contain at least one key/value pair")]
    [InlineData("networking.k8s.io", "servicecidrs", """{"kind":"ServiceCIDR","metadata":{"name":"x"},"spec":{"cidrs":[]}}""", "spec.cidrs: Required value: at least one CIDR required")]
    [InlineData("networking.k8s.io", "ingressclasses", """{"kind":"IngressClass","metadata":{"name":"x"},"spec":{"controller":"a.b/c","parameters":{"kind":"K","name":"p","scope":"Namespace"}}}""", "spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'")]
    [InlineData("admissionregistration.k8s.io", "validatingwebhookconfigurations",
        """{"kind":"ValidatingWebhookConfiguration","metadata":{"name":"x"},"webhooks":[{"name":"a.b.c","admissionReviewVersions":["v1"],"sideEffects":"Some","clientConfig":{"url":"http://h/p"}}]}""",
        "[webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\", webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]]")]
    [InlineData("admissionregistration.k8s.io", "validatingadmissionpolicybindings", """{"kind":"ValidatingAdmissionPolicyBinding","metadata":{"name":"x"},"spec":{"policyName":"p"}}""", "spec.validationActions: Required value: at least one validation action is required")]
    [InlineData("flowcontrol.apiserver.k8s.io", "flowschemas", """{"kind":"FlowSchema","metadata":{"name":"x"},"spec":{"matchingPrecedence":1,"priorityLevelConfiguration":{"name":"l"}}}""", "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1")]
    [InlineData("resource.k8s.io", "resourceclaims", """{"kind":"ResourceClaim","metadata":{"name":"x"},"spec":{"devices":{"requests":[{"name":"r"}]}}}""", "spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required")]
    [InlineData("events.k8s.io", "events", """{"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"x","namespace":"default"},"type":"Normal"}""", "eventTime: Required value")]
    [InlineData("node.k8s.io", "runtimeclasses", """{"kind":"RuntimeClass","metadata":{"name":"x"},"handler":"h","scheduling":{"tolerations":[{"operator":"Equal"}]}}""",
        "scheduling.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"")]
    public void Other_kinds(string group, string resource, string text, string cause) => Refused(group, resource, text, cause);

    [Fact]
    public void A_taint_stands_once() => Refused("", "nodes", """{"kind":"Node","metadata":{"name":"x"},"spec":{"taints":[{"key":"a","effect":"NoSchedule"},{"key":"a","effect":"NoSchedule"}]}}""",
        "metadata.taints[1]: Duplicate value: {\"Key\":\"a\",\"Value\":\"\",\"Effect\":\"NoSchedule\",\"TimeAdded\":null}: taints must be unique by key and effect pair");

    /// <summary>As of Kubernetes 1.34.2: before, a Job that had run and was paused never went on (kubernetes/kubernetes#134521).</summary>
    [Theory]
    [InlineData("True", "False", true)]
    [InlineData("False", "False", false)]
    [InlineData("True", "True", false)]
    public void AJobStartsAnewOnlyAfterAPause(string before, string now, bool isAllowed)
    {
        JsonObject With(string suspended, string start) =>
            Written.Json($$$"""{"kind":"Job","metadata":{"name":"x"},"spec":{},"status":{"startTime":"{{{start}}}","conditions":[{"type":"Suspended","status":"{{{suspended}}}"}]}}""");
        var errors = new FieldErrors();
        BuiltInStrategies.For("batch", "jobs").ValidateStatusUpdate(With(now, "2030-01-01T00:00:09Z"), With(before, "2030-01-01T00:00:00Z"), errors);
        Assert.Equal(isAllowed ? "" : "status.startTime: Required value: startTime cannot be removed for unsuspended job", string.Join('|', errors.All));
    }
}
