using Xunit;

namespace Geofed.ApiServer.Tests.Strategies;

public class PodRulesTests
{
    private static string Pod(string more, string container = "", string meta = "") =>
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"{{{meta}}}},"spec":{"containers":[{"name":"c","image":"i"{{{container}}}}]{{{more}}}}}""";

    private static void Refused(string cause, string pod) =>
        Assert.Equal($"Pod \"p\" is invalid: {cause}", Written.Refusal("", "pods", pod));

    [Theory]
    [InlineData("""{"name":"v","nfs":{"server":"s","path":"rel"}}""", "spec.volumes[0].nfs.path: Invalid value: \"rel\": must be an absolute path")]
    [InlineData("""{"name":"v","emptyDir":{},"hostPath":{"path":"/x"}}""", "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type")]
    [InlineData("""{"name":"v","gcePersistentDisk":{}}""", "spec.volumes[0].persistentDisk.pdName: Required value")]
    [InlineData("""{"name":"v","secret":{}}""", "spec.volumes[0].secret.secretName: Required value")]
    [InlineData("""{"name":"v","configMap":{"name":"c","items":[{"key":"k","path":"../x"}]}}""", "spec.volumes[0].configMap.items[0].path: Invalid value: \"../x\": must not contain '..'")]
    [InlineData("""{"name":"v","configMap":{"name":"c","items":[{"key":"k","path":"..x","mode":600}]}}""",
        "[spec.volumes[0].configMap.items[0].path: Invalid value: \"..x\": must not start with '..', spec.volumes[0].configMap.items[0].mode: Invalid value: 600: must be a number between 0 and 0777 (octal), both inclusive]")]
    [InlineData("""{"name":"v","csi":{"driver":"A_b"}}""",
        "spec.volumes[0].csi.driver: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("""{"name":"v","iscsi":{"targetPortal":"t","iqn":"x","lun":300}}""",
        "[spec.volumes[0].iscsi.iqn: Invalid value: \"x\": must be valid format starting with iqn, eui, or naa, spec.volumes[0].iscsi.lun: Invalid value: 300: must be between 0 and 255, inclusive]")]
    [InlineData("""{"name":"v","fc":{"targetWWNs":["a"]}}""", "spec.volumes[0].fc.lun: Required value: lun is required if targetWWNs is specified")]
    [InlineData("""{"name":"v","downwardAPI":{"items":[{"path":"a"}]}}""", "spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required")]
    [InlineData("""{"name":"v","downwardAPI":{"items":[{"path":"a","fieldRef":{"fieldPath":"spec.nodeName"}}]}}""",
        "spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: \"spec.nodeName\": supported values: \"metadata.annotations\", \"metadata.labels\", \"metadata.name\", \"metadata.namespace\", \"metadata.uid\"")]
    [InlineData("""{"name":"v","projected":{"sources":[{"configMap":{"name":"a","items":[{"key":"k","path":"p"}]}},{"secret":{"name":"b","items":[{"key":"k","path":"p"}]}}]}}""",
        "spec.volumes[0].projected: Invalid value: \"b\": conflicting duplicate paths")]
    [InlineData("""{"name":"v","projected":{"sources":[{"configMap":{"name":"a"},"secret":{"name":"b"}}]}}""", "spec.volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source")]
    [InlineData("""{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"t","expirationSeconds":60}}]}}""",
        "[spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes, spec.volumes[0].projected.sources[0].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set]")]
    [InlineData("""{"name":"v","ephemeral":{"volumeClaimTemplate":{"metadata":{"name":"n"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}}""",
        "spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set")]
    public void A_volume_is_held_to_the_rules_of_its_source(string volume, string cause) => Refused(cause, Pod($",\"volumes\":[{volume}]"));

    [Theory]
    [InlineData(""","volumeMounts":[{"name":"v","mountPath":"/v","subPath":"/abs"}]""", "spec.containers[0].volumeMounts.subPath: Invalid value: \"/abs\": must be a relative path")]
    [InlineData(""","volumeMounts":[{"name":"v","mountPath":"/v","recursiveReadOnly":"Enabled"}]""", "spec.containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true")]
    [InlineData(""","volumeDevices":[{"name":"v","devicePath":"/d"}]""", "spec.containers[0].volumeDevices[0].name: Invalid value: \"v\": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode")]
    [InlineData(""","envFrom":[{"prefix":"A_"}]""", "spec.containers[0].envFrom: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`")]
    [InlineData(""","env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu","divisor":"2"}}}]""",
        "spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m and 1 are supported with the cpu resource")]
    [InlineData(""","resources":{"limits":{"hugepages-2Mi":"3Mi","cpu":"1"}}""", "[spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: \"3Mi\": 3Mi is not positive integer multiple of hugepages-2Mi, spec.containers[0].resources.requests[hugepages-2Mi]: Invalid value: \"3Mi\": 3Mi is not positive integer multiple of hugepages-2Mi]")]
    [InlineData(""","resources":{"claims":[{"name":"gpu"}]}""", "spec.containers[0].resources.claims[0]: Not found: \"gpu\": must be one of the names in pod.spec.resourceClaims which is empty")]
    [InlineData(""","lifecycle":{"preStop":{"sleep":{"seconds":40}}}""", "spec.containers[0].lifecycle.preStop.sleep: Invalid value: 40: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData(""","resizePolicy":[{"resourceName":"disk","restartPolicy":"NotRequired"}]""", "spec.containers[0].resizePolicy: Unsupported value: \"disk\": supported values: \"cpu\", \"memory\"")]
    [InlineData(""","securityContext":{"procMount":"Unmasked"}""", "spec.containers[0].securityContext.procMount: Invalid value: \"Unmasked\": `hostUsers` must be false to use `Unmasked`")]
    [InlineData(""","securityContext":{"seccompProfile":{"type":"RuntimeDefault","localhostProfile":"x"}}""",
        "spec.containers[0].securityContext.seccompProfile.localhostProfile: Invalid value: {\"Type\":\"RuntimeDefault\",\"LocalhostProfile\":\"x\"}: can only be set when seccomp type is Localhost")]
    [InlineData(""","securityContext":{"appArmorProfile":{"type":"Localhost"}}""", "spec.containers[0].securityContext.appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost")]
    [InlineData(""","securityContext":{"windowsOptions":{"runAsUserName":"a\\b\\c"}}""", "spec.containers[0].securityContext.windowsOptions.runAsUserName: Invalid value: \"a\\\\b\\\\c\": runAsUserName cannot contain more than one backslash")]
    public void A_container_is_held_to_its_rules(string container, string cause) => Refused(cause, Pod(""","volumes":[{"name":"v","emptyDir":{}}]""", container));

    [Theory]
    [InlineData(""","dnsPolicy":"None" """, "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None")]
    [InlineData(""","dnsConfig":{"nameservers":["1.2.3"]}""", "spec.dnsConfig.nameservers[0]: Invalid value: \"1.2.3\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData(""","hostAliases":[{"ip":"x"}]""", "spec.hostAliases[0].ip: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData(""","schedulingGates":[{"name":"a"},{"name":"a"}]""", "spec.schedulingGates[1]: Duplicate value: \"a\"")]
    [InlineData(""","schedulingGates":[{"name":"a"}],"nodeName":"n" """, "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared")]
    [InlineData(""","os":{"name":"beos"}""", "spec.os: Unsupported value: \"beos\": supported values: \"linux\", \"windows\"")]
    [InlineData(""","os":{"name":"windows"},"hostPID":true""", "spec.hostPID: Forbidden: cannot be set for a windows pod")]
    [InlineData(""","hostUsers":false,"hostIPC":true""", "spec.HostIPC: Forbidden: when `pod.Spec.HostUsers` is false")]
    [InlineData(""","securityContext":{"sysctls":[{"name":"net.core.somaxconn","value":"1"}]},"hostNetwork":true""",
        "spec.securityContext.sysctls[0].name: Invalid value: \"net.core.somaxconn\": may not be specified when 'hostNetwork' is true")]
    [InlineData(""","resourceClaims":[{"name":"a"}]""",
        "spec.resourceClaims[0]: Invalid value: {\"Name\":\"a\",\"ResourceClaimName\":null,\"ResourceClaimTemplateName\":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`")]
    [InlineData(""","ephemeralContainers":[{"name":"c","image":"i"}]""", "[spec.ephemeralContainers[0].name: Duplicate value: \"c\", spec.ephemeralContainers: Forbidden: cannot be set on create]")]
    [InlineData(""","topologySpreadConstraints":[{"maxSkew":0,"topologyKey":"z","whenUnsatisfiable":"ScheduleAnyway","minDomains":2}]""",
        "[spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero, spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway]")]
    [InlineData(""","affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.uid","operator":"In","values":["a"]}]}]}}}""",
        "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key: Invalid value: \"metadata.uid\": not a valid field selector key")]
    [InlineData(""","affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"z","matchLabelKeys":["a"]}]}}""",
        "spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData(""","tolerations":[{"key":"a","operator":"Exists","value":"v"}]""", "spec.tolerations[0].operator: Invalid value: \"v\": value must be empty when `operator` is 'Exists'")]
    [InlineData(""","resources":{"limits":{"memory":"1Gi","nvidia.com/gpu":"1"}}""",
        "[spec.resources.limits[nvidia.com/gpu]: Unsupported value: \"nvidia.com/gpu\": supported values: \"cpu\", \"hugepages-\", \"memory\", spec.resources.requests[nvidia.com/gpu]: Unsupported value: \"nvidia.com/gpu\": supported values: \"cpu\", \"hugepages-\", \"memory\"]")]
    public void A_pod_is_held_to_its_rules(string more, string cause) => Refused(cause, Pod(more));

    [Theory]
    [InlineData("controller.kubernetes.io/pod-deletion-cost", "high", "metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: \"high\": must be a 32bit integer")]
    [InlineData("kubernetes.io/config.mirror", "x", "metadata.annotations[kubernetes.io/config.mirror]: Invalid value: \"x\": must set spec.nodeName if mirror pod annotation is set")]
    public void Annotations_that_mean_something_are_held_to_it(string key, string value, string cause) =>
        Refused(cause, Pod("", meta: $$""","annotations":{"{{key}}":"{{value}}"}"""));

    [Fact]
    public void Labels_named_by_key_come_into_the_selector()
    {
        var pod = Written.Create("", "pods", Pod(
            ""","topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"z","whenUnsatisfiable":"DoNotSchedule","labelSelector":{},"matchLabelKeys":["rev"]}]""", meta: ""","labels":{"rev":"7"}"""));
        Assert.Contains("""{"matchExpressions":[{"key":"rev","operator":"In","values":["7"]}]}""", pod.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(Written.Refusal("", "pods", pod.ToJsonString().Replace(""","matchLabelKeys":["rev"]""", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"spec":{"tolerations":[]}}""", "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds")]
    [InlineData("""{"spec":{"activeDeadlineSeconds":200}}""", "spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value")]
    [InlineData("""{"spec":{"activeDeadlineSeconds":50}}""", null)]
    [InlineData("""{"spec":{"schedulingGates":[{"name":"b"}]}}""", "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'")]
    [InlineData("""{"spec":{"schedulingGates":[]}}""", null)]
    [InlineData("""{"spec":{"nodeSelector":{"a":"1","b":"2"}}}""", null)]
    [InlineData("""{"spec":{"nodeSelector":{"a":"2"}}}""", "spec.nodeSelector: Invalid value: {\"a\":\"2\"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)")]
    [InlineData("""{"spec":{"containers":[]}}""", "[spec.containers: Required value, spec.containers: Forbidden: pod updates may not add or remove containers]")]
    public void A_gated_pod_changes_as_it_may(string change, string? cause) => Assert.Equal(cause is null ? null : $"Pod \"p\" is invalid: {cause}",
        Written.RefusalOfChange("", "pods", Pod(""","schedulingGates":[{"name":"g"}],"activeDeadlineSeconds":100,"nodeSelector":{"a":"1"}"""), change));
}
