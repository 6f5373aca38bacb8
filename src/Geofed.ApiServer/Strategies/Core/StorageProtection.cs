using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>What claims and volumes share: the finalizer that protects them while in use, and a former annotation.</summary>
internal static class StorageProtection
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    public static void Add(JsonObject obj, string finalizer)
    {
        var meta = obj.Ensure("metadata");
        if (meta.Strings("finalizers").Contains(finalizer))
            return;
        if (meta["finalizers"] is not JsonArray finalizers)
            meta["finalizers"] = finalizers = [];
        finalizers.Add((JsonNode)finalizer);
    }

    public static IEnumerable<string> ClassAnnotationWarning(JsonObject obj) => obj.Annotation(ClassAnnotation) is null ? []
        : [$"metadata.annotations[{ClassAnnotation}]: deprecated since v1.8; use \"storageClassName\" attribute instead"];
}
