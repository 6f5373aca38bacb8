using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Propagation;

/// <summary>Which objects on a member are the federation's to change (pkg/util/objectwatcher, pkg/controllers/execution).</summary>
internal static class Ownership
{
    /// <summary>True for the object that this manifest made: it names the same Work.</summary>
    public static bool IsOurs(JsonObject live, JsonObject manifest) =>
        live.Annotation(KarmadaMarks.WorkName) == manifest.Annotation(KarmadaMarks.WorkName)
        && live.Annotation(KarmadaMarks.WorkNamespace) == manifest.Annotation(KarmadaMarks.WorkNamespace);

    public static bool MayTakeOver(JsonObject manifest) => manifest.Annotation(KarmadaMarks.ConflictResolution) == KarmadaMarks.Overwrite;

    /// <summary>A namespace that a member has already serves as it is; it is not taken over, and stays when the federation goes.</summary>
    public static bool ServesAsItIs(JsonObject manifest) => manifest.Str("kind") == "Namespace" && manifest.Str("apiVersion") == "v1";
}
