using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>pkg/resourceinterpreter/default/native/dependencies.go.</summary>
internal static class Dependencies
{
    public static IReadOnlyList<ObjectDependency> Of(JsonObject o) => ResourceInterpreter.Id(o) switch
    {
        "apps/v1 Deployment" or "apps/v1 ReplicaSet" or "apps/v1 DaemonSet" or "batch/v1 Job" => OfPod(o, o.Obj("spec", "template", "spec")),
        "apps/v1 StatefulSet" => OfStatefulSet(o),
        "batch/v1 CronJob" => OfPod(o, o.Obj("spec", "jobTemplate", "spec", "template", "spec")),
        "v1 Pod" => OfPod(o, o.Obj("spec")),
        "networking.k8s.io/v1 Ingress" => OfIngress(o),
        "multicluster.x-k8s.io/v1alpha1 ServiceImport" => OfServiceImport(o),
        _ => [],
    };

    private static List<ObjectDependency> OfPod(JsonObject owner, JsonObject? pod)
    {
        var found = new HashSet<(string Kind, string Name)>();
        void Add(string kind, string? name)
        {
            if (!string.IsNullOrEmpty(name))
                found.Add((kind, name));
        }
        foreach (var container in pod.Objects("containers").Concat(pod.Objects("initContainers")))
        {
            foreach (var source in container.Objects("envFrom"))
            {
                Add("ConfigMap", source.Str("configMapRef", "name"));
                Add("Secret", source.Str("secretRef", "name"));
            }
            foreach (var variable in container.Objects("env"))
            {
                Add("ConfigMap", variable.Str("valueFrom", "configMapKeyRef", "name"));
                Add("Secret", variable.Str("valueFrom", "secretKeyRef", "name"));
            }
        }
        foreach (var volume in pod.Objects("volumes"))
        {
            foreach (var source in volume.Objects("projected", "sources").Append(volume))
                Add("ConfigMap", source.Str("configMap", "name"));
            foreach (var source in volume.Objects("projected", "sources"))
                Add("Secret", source.Str("secret", "name"));
            Add("Secret", volume.Str("secret", "secretName"));
            Add("PersistentVolumeClaim", volume.Str("persistentVolumeClaim", "claimName"));
            foreach (var (driver, reference) in SecretReferences)
                Add("Secret", volume.Str(driver, reference, "name"));
            // An Azure file share names its secret outright.
            Add("Secret", volume.Str("azureFile", "secretName"));
        }
        foreach (var secret in pod.Objects("imagePullSecrets"))
            Add("Secret", secret.Str("name"));
        if (pod.Str("serviceAccountName") is not "default")
            Add("ServiceAccount", pod.Str("serviceAccountName"));
        return [.. found.Select(d => new ObjectDependency("v1", d.Kind, owner.Namespace(), d.Name)).Order(ByKindAndName)];
    }

    /// <summary>Volume sources that refer to a Secret in their own way.</summary>
    private static readonly (string Driver, string Reference)[] SecretReferences =
    [
        ("csi", "nodePublishSecretRef"), ("cephfs", "secretRef"), ("cinder", "secretRef"), ("flexVolume", "secretRef"), ("rbd", "secretRef"),
        ("scaleIO", "secretRef"), ("iscsi", "secretRef"), ("storageos", "secretRef"),
    ];

    /// <summary>Claims made from the set's own templates come by themselves.</summary>
    private static List<ObjectDependency> OfStatefulSet(JsonObject o)
    {
        var own = o.Objects("spec", "volumeClaimTemplates").Select(c => c.Name()).ToHashSet();
        return [.. OfPod(o, o.Obj("spec", "template", "spec")).Where(d => d.Kind != "PersistentVolumeClaim" || !own.Contains(d.Name ?? ""))];
    }

    private static List<ObjectDependency> OfIngress(JsonObject o) =>
    [
        .. o.Objects("spec", "tls")
            .Select(tls => tls.Str("secretName") is { Length: > 0 } secret ? secret : throw new InvalidOperationException($"a tls entry of Ingress {o.Key()} has no secretName"))
            .Distinct()
            .Select(secret => new ObjectDependency("v1", "Secret", o.Namespace(), secret))
            .Order(ByKindAndName),
    ];

    private static List<ObjectDependency> OfServiceImport(JsonObject o)
    {
        var service = $"derived-{o.Name()}";
        var slices = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/service-name"] = service } };
        return
        [
            new("discovery.k8s.io/v1", "EndpointSlice", o.Namespace(), null) { LabelSelector = slices },
            new("v1", "Service", o.Namespace(), service),
        ];
    }

    private static readonly Comparer<ObjectDependency> ByKindAndName =
        Comparer<ObjectDependency>.Create((a, b) => string.CompareOrdinal($"{a.Kind}/{a.Name}", $"{b.Kind}/{b.Name}"));
}

/// <summary>What an object needs beside it on a cluster: one object by name, or several by labels (config.karmada.io DependentObjectReference).</summary>
public sealed record ObjectDependency(string ApiVersion, string Kind, string? Namespace, string? Name)
{
    /// <summary>A metav1.LabelSelector, where no name is given.</summary>
    public JsonObject? LabelSelector { get; init; }

    /// <summary>As it stands in documents.</summary>
    public JsonObject ToJson()
    {
        var o = new JsonObject { ["apiVersion"] = ApiVersion, ["kind"] = Kind };
        if (Namespace is not null)
            o["namespace"] = Namespace;
        if (Name is not null)
            o["name"] = Name;
        if (LabelSelector is not null)
            o["labelSelector"] = LabelSelector.Copy();
        return o;
    }
}
