using Geofed.ApiServer.Strategies;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Strategies;

public class DefaultsTests
{
    [Fact]
    public void A_deployment_gets_what_was_left_out()
    {
        var obj = Written.Create("apps", "deployments", """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":SPEC}}}
            """.Replace("SPEC", Written.PodSpec, StringComparison.Ordinal));
        Assert.Equal("""
            {"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"main","image":"registry.example/serve:1","resources":{},
            "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,
            "dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}},"replicas":1,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}},
            "revisionHistoryLimit":10,"progressDeadlineSeconds":600}
            """.ReplaceLineEndings(""), obj.Obj("spec")!.ToText());
    }

    [Theory]
    [InlineData("serve", "Always")]
    [InlineData("serve:latest", "Always")]
    [InlineData("registry.example:5000/a/serve", "Always")]
    [InlineData("registry.example:5000/a/serve:1.2", "IfNotPresent")]
    [InlineData("serve@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "IfNotPresent")]
    [InlineData("$IMAGE", "IfNotPresent")]
    [InlineData("Upper/Case", "IfNotPresent")]
    public void The_pull_policy_follows_the_tag(string image, string policy)
    {
        var pod = Written.Create("", "pods", """{"kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"IMAGE"}]}}""".Replace("IMAGE", image, StringComparison.Ordinal));
        Assert.Equal(policy, pod.Objects("spec", "containers").Single().Str("imagePullPolicy"));
    }

    [Fact]
    public void A_pod_requests_what_it_is_limited_to_and_has_a_class_of_service()
    {
        var pod = Written.Create("", "pods", """
            {"kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i:1","resources":{"limits":{"cpu":"1","memory":"1Gi"}}}]}}
            """);
        Assert.Equal("1Gi", pod.Objects("spec", "containers").Single().Str("resources", "requests", "memory"));
        Assert.Equal("Guaranteed", pod.Str("status", "qosClass"));
        Assert.Equal(300, pod.Objects("spec", "tolerations").First().Int("tolerationSeconds"));
    }

    [Fact]
    public void A_tolerant_pod_is_left_alone()
    {
        var pod = Written.Create("", "pods", """{"kind":"Pod","metadata":{"name":"p"},"spec":{"tolerations":[{"operator":"Exists"}],"containers":[{"name":"c","image":"i"}]}}""");
        Assert.Single(pod.Objects("spec", "tolerations"));
    }

    [Fact]
    public void A_job_selects_its_pods_by_its_uid_and_takes_their_labels()
    {
        var job = Written.Create("batch", "jobs", """{"kind":"Job","metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}""");
        Assert.Equal(job.Uid(), job.Str("spec", "selector", "matchLabels", "batch.kubernetes.io/controller-uid"));
        Assert.Equal("j", job.Str("metadata", "labels", "job-name"));
        Assert.Equal(1, job.Int("spec", "completions"));
        Assert.Equal(6, job.Int("spec", "backoffLimit"));
    }

    [Fact]
    public void A_secret_takes_text_as_data()
    {
        var secret = Written.Create("", "secrets", """{"kind":"Secret","metadata":{"name":"s"},"stringData":{"user":"ada"}}""");
        Assert.Equal("YWRh", secret.Str("data", "user"));
        Assert.Null(secret["stringData"]);
        Assert.Equal("Opaque", secret.Str("type"));
    }

    [Theory]
    [InlineData("ClusterIP", null, null)]
    [InlineData("NodePort", "Cluster", null)]
    [InlineData("LoadBalancer", "Cluster", true)]
    public void A_service_gets_policies_by_its_type(string type, string? external, bool? nodePorts)
    {
        var service = Written.Create("", "services", $$$"""{"kind":"Service","metadata":{"name":"s"},"spec":{"type":"{{{type}}}","ports":[{"port":80}]}}""");
        Assert.Equal(external, service.Str("spec", "externalTrafficPolicy"));
        Assert.Equal(nodePorts, service.Bool("spec", "allocateLoadBalancerNodePorts"));
        Assert.Equal(80, service.Objects("spec", "ports").Single().Int("targetPort"));
    }

    [Fact]
    public void Defaults_are_the_same_when_set_twice()
    {
        foreach (var (group, resource, text) in Samples)
        {
            var once = Written.Create(group, resource, text);
            var twice = once.Copy();
            BuiltInStrategies.For(group, resource).Default(twice);
            Assert.Equal(once.ToText(), twice.ToText());
        }
    }

    private static readonly (string, string, string)[] Samples =
    [
        ("apps", "statefulsets", """{"kind":"StatefulSet","metadata":{"name":"s"},"spec":{"template":{"spec":{"containers":[{"name":"c","image":"i"}]}},"volumeClaimTemplates":[{"metadata":{"name":"d"}}]}}"""),
        ("apps", "daemonsets", """{"kind":"DaemonSet","metadata":{"name":"s"},"spec":{"template":{"spec":{"containers":[{"name":"c","image":"i"}],"volumes":[{"name":"v"}]}}}}"""),
        ("batch", "cronjobs", """{"kind":"CronJob","metadata":{"name":"s"},"spec":{"schedule":"* * * * *"}}"""),
        ("", "nodes", """{"kind":"Node","metadata":{"name":"n"},"status":{"capacity":{"cpu":"1"}}}"""),
        ("autoscaling", "horizontalpodautoscalers", """{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"},"spec":{"maxReplicas":3,"behavior":{}}}"""),
        ("networking.k8s.io", "networkpolicies", """{"kind":"NetworkPolicy","metadata":{"name":"n"},"spec":{"egress":[{"ports":[{"port":1}]}]}}"""),
    ];

}
