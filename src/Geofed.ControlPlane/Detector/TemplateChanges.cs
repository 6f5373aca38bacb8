using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.ControlPlane.Detector;

/// <summary>Which changes of a template concern its copies (pkg/util/fedinformer/genericmanager, eventfilter.SpecificationChanged).</summary>
internal static class TemplateChanges
{
    private static readonly HashSet<string> Bookkeeping = ["resourceVersion", "managedFields", "generation", "selfLink"];

    public static bool Matter(InformerChange change) =>
        change.Type != WatchEventType.Modified || change.Old is null || !SameContent(change.Old, change.Object);

    /// <summary>Equality without the status and what the server keeps books of.</summary>
    public static bool SameContent(JsonObject a, JsonObject b)
    {
        static IEnumerable<string> Keys(JsonObject o) => o.Select(p => p.Key).Where(k => k is not ("metadata" or "status"));
        static IEnumerable<string> Metadata(JsonObject o) => o.Obj("metadata")?.Select(p => p.Key).Where(k => !Bookkeeping.Contains(k)) ?? [];
        return Keys(a).Union(Keys(b)).All(k => JsonNavigation.Same(a[k], b[k]))
            && Metadata(a).Union(Metadata(b)).All(k => JsonNavigation.Same(a.At("metadata", k), b.At("metadata", k)));
    }
}
