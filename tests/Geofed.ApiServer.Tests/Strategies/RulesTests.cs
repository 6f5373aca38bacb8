using Xunit;

namespace Geofed.ApiServer.Tests.Strategies;

public class RulesTests
{
    private static string Deployment(string spec) =>
        """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":SPEC}}}"""
            .Replace("SPEC", spec, StringComparison.Ordinal);

    private static string? Refused(string spec) => Written.Refusal("apps", "deployments", Deployment(spec));

    [Fact]
    public void A_good_deployment_is_taken() => Assert.Null(Refused(Written.PodSpec));

    [Theory]
    [InlineData("""{"containers":[]}""", "spec.template.spec.containers: Required value")]
    [InlineData("""{"containers":[{"name":"c"}]}""", "spec.template.spec.containers[0].image: Required value")]
    [InlineData("""{"containers":[{"name":"a","image":"i"},{"name":"a","image":"i"}]}""", "spec.template.spec.containers[1].name: Duplicate value: \"a\"")]
    [InlineData("""{"restartPolicy":"Never","containers":[{"name":"a","image":"i"}]}""", "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"")]
    [InlineData("""{"containers":[{"name":"a","image":"i","resources":{"requests":{"nvidia.com/gpu":"1"}}}]}""",
        "spec.template.spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources")]
    [InlineData("""{"containers":[{"name":"a","image":"i","resources":{"requests":{"nvidia.com/gpu":"1"},"limits":{"nvidia.com/gpu":"2"}}}]}""",
        "spec.template.spec.containers[0].resources.requests: Invalid value: \"1\": must be equal to nvidia.com/gpu limit of 2")]
    [InlineData("""{"containers":[{"name":"a","image":"i","resources":{"limits":{"nvidia.com/gpu":"500m"}}}]}""",
        "spec.template.spec.containers[0].resources.limits[nvidia.com/gpu]: Invalid value: \"500m\": must be an integer")]
    [InlineData("""{"containers":[{"name":"a","image":"i","resources":{"limits":{"gpu":"1"}}}]}""",
        "[spec.template.spec.containers[0].resources.limits[gpu]: Invalid value: \"gpu\": must be a standard resource type or fully qualified, spec.template.spec.containers[0].resources.limits[gpu]: Invalid value: \"gpu\": must be a standard resource for containers]")]
    [InlineData("""{"containers":[{"name":"a","image":"i","volumeMounts":[{"name":"v","mountPath":"/v"}]}]}""",
        "spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"v\"")]
    [InlineData("""{"containers":[{"name":"a","image":"i","livenessProbe":{}}]}""", "spec.template.spec.containers[0].livenessProbe: Required value: must specify a handler type")]
    [InlineData("""{"containers":[{"name":"a","image":"i","ports":[{"containerPort":80,"name":"x","protocol":"HTTP"}]}]}""",
        "spec.template.spec.containers[0].ports[0].protocol: Unsupported value: \"HTTP\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    [InlineData("""{"tolerations":[{"key":"a","operator":"Is"}],"containers":[{"name":"a","image":"i"}]}""",
        "spec.template.spec.tolerations[0].operator: Unsupported value: \"Is\": supported values: \"Equal\", \"Exists\"")]
    public void A_bad_template_is_refused_in_Kubernetes_words(string spec, string cause) =>
        Assert.Equal($"Deployment.apps \"web\" is invalid: {cause}", Refused(spec));

    [Fact]
    public void Several_causes_stand_in_brackets() => Assert.Equal(
        "Deployment.apps \"web\" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: {\"app\":\"web\"}: `selector` does not match template `labels`]",
        Written.Refusal("apps", "deployments", Deployment(Written.PodSpec).Replace("\"selector\":{\"matchLabels\":{\"app\":\"web\"}},", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("apps", "deployments", """{"spec":{"selector":{"matchLabels":{"app":"x"}}}}""", "spec.selector")]
    [InlineData("apps", "deployments", """{"spec":{"replicas":-1}}""", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    public void A_bad_change_is_refused(string group, string resource, string change, string part) =>
        Assert.Contains(part, Written.RefusalOfChange(group, resource, Deployment(Written.PodSpec), change), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"spec":{"completions":5}}""", "Job.batch \"j\" is invalid: spec.completions: Invalid value: 5: field is immutable")]
    [InlineData("""{"spec":{"parallelism":5}}""", null)]
    public void A_job_changes_little(string change, string? refusal) => Assert.Equal(refusal, Written.RefusalOfChange("batch", "jobs",
        """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}""", change));

    [Theory]
    [InlineData("* * * * *", null)]
    [InlineData("*/5 0-6 1,15 jan-mar mon", null)]
    [InlineData("@daily", null)]
    [InlineData("* * * *", "expected exactly 5 fields, found 4: [* * * *]")]
    [InlineData("60 * * * *", "end of range (60) above maximum (59): 60")]
    [InlineData("x * * * *", "failed to parse int from x: strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData("TZ=UTC * * * * *", "cannot use TZ or CRON_TZ in schedule, use timeZone field instead")]
    public void A_schedule_is_read(string schedule, string? wrong)
    {
        var refusal = Written.Refusal("batch", "cronjobs", """
            {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"c"},"spec":{"schedule":"SCHEDULE","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}
            """.Replace("SCHEDULE", schedule, StringComparison.Ordinal));
        Assert.Equal(wrong is null ? null : $"CronJob.batch \"c\" is invalid: spec.schedule: Invalid value: \"{schedule}\": {wrong}", refusal);
    }

    [Theory]
    [InlineData("services", """{"kind":"Service","metadata":{"name":"s"},"spec":{}}""", "spec.ports: Required value")]
    [InlineData("services", """{"kind":"Service","metadata":{"name":"s"},"spec":{"type":"Wide","ports":[{"port":1}]}}""", "spec.type: Unsupported value: \"Wide\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"")]
    [InlineData("secrets", """{"kind":"Secret","metadata":{"name":"s"},"type":"kubernetes.io/tls"}""", "[data[tls.crt]: Required value, data[tls.key]: Required value]")]
    [InlineData("configmaps", """{"kind":"ConfigMap","metadata":{"name":"s"},"data":{"..":""}}""", "data[..]: Invalid value: \"..\": must not be '..'")]
    [InlineData("persistentvolumeclaims", """{"kind":"PersistentVolumeClaim","metadata":{"name":"s"},"spec":{"accessModes":["ReadWriteOnce"]}}""", "spec.resources[storage]: Required value")]
    [InlineData("nodes", """{"kind":"Node","metadata":{"name":"s"},"spec":{"taints":[{"key":"a","effect":"Odd"}]}}""", "metadata.taints[0].effect: Unsupported value: \"Odd\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"")]
    public void Core_kinds_are_held_to_their_rules(string resource, string text, string cause) =>
        Assert.EndsWith($"\"s\" is invalid: {cause}", Written.Refusal("", resource, text), StringComparison.Ordinal);

    [Fact]
    public void An_immutable_map_stays() => Assert.Contains("data: Forbidden: field is immutable when `immutable` is set",
        Written.RefusalOfChange("", "configmaps", """{"kind":"ConfigMap","metadata":{"name":"c"},"immutable":true,"data":{"a":"1"}}""", """{"data":{"a":"2"}}"""), StringComparison.Ordinal);

    [Fact]
    public void A_pod_changes_only_its_images()
    {
        const string pod = """{"kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i:1"}]}}""";
        Assert.Null(Written.RefusalOfChange("", "pods", pod, """{"spec":{"containers":[{"name":"c","image":"i:2","imagePullPolicy":"IfNotPresent"}]}}"""));
        Assert.Contains("pod updates may not change fields other than", Written.RefusalOfChange("", "pods", pod, """{"spec":{"hostname":"h"}}"""), StringComparison.Ordinal);
    }
}
