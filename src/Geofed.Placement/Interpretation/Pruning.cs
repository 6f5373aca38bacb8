using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>pkg/resourceinterpreter/default/native/prune.</summary>
internal static class Pruning
{
    private static readonly string[] ServerFields =
    [
        "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "managedFields", "resourceVersion",
        "selfLink", "uid", "ownerReferences", "finalizers",
    ];

    private static readonly string[] JobLabels =
        ["controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name"];

    public static JsonObject Prune(JsonObject template)
    {
        var o = template.Copy();
        o.Remove("status");
        foreach (var field in ServerFields)
            o.Obj("metadata")?.Remove(field);
        switch (ResourceInterpreter.Id(o))
        {
            case "apps/v1 Deployment":
                RemoveAnnotations(o, "deployment.kubernetes.io/revision", "deployment.kubernetes.io/revision-history");
                break;
            case "batch/v1 Job":
                Job(o.Obj("spec"));
                break;
            case "v1 Service":
                if (o.Str("spec", "clusterIP") != "None")
                {
                    o.Obj("spec")?.Remove("clusterIP");
                    o.Obj("spec")?.Remove("clusterIPs");
                }
                break;
            case "v1 Secret" when o.Str("type") == "kubernetes.io/service-account-token":
                RemoveAnnotations(o, "kubernetes.io/service-account.uid");
                o.Remove("data");
                break;
            case "v1 ServiceAccount":
                TokenSecrets(o);
                break;
            case "v1 PersistentVolumeClaim":
                RemoveAnnotations(o, "volume.kubernetes.io/selected-node");
                break;
        }
        return o;
    }

    private static void Job(JsonObject? spec)
    {
        spec?.Remove("ttlSecondsAfterFinished");
        if (spec.Bool("manualSelector") == true)
            return;
        foreach (var label in JobLabels)
        {
            spec.Obj("selector", "matchLabels")?.Remove(label);
            spec.Obj("template", "metadata", "labels")?.Remove(label);
        }
    }

    /// <summary>Token secrets of the account's own making. As Karmada's, the walk looks past the element after one it has removed.</summary>
    private static void TokenSecrets(JsonObject account)
    {
        if (account.Arr("secrets") is not { } secrets)
            return;
        for (var i = 0; i < secrets.Count; i++)
        {
            if (secrets[i].Str("name")?.StartsWith(account.Name() + "-token-", StringComparison.Ordinal) == true)
                secrets.RemoveAt(i);
        }
    }

    private static void RemoveAnnotations(JsonObject o, params string[] keys)
    {
        foreach (var key in keys)
            o.Obj("metadata", "annotations")?.Remove(key);
    }
}
