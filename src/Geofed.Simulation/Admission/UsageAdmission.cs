using System.Text.Json.Nodes;
using Geofed.ApiServer.Admission;
using Geofed.ApiServer.Strategies;
using Geofed.Model;
using Geofed.Simulation.Metrics;

namespace Geofed.Simulation;

/// <summary>Refuses amounts that make no sense in the annotations that say what pods use: passed over, they would rehearse something else than was meant.</summary>
public sealed class UsageAdmission : IAdmission
{
    public void Admit(AdmissionRequest request)
    {
        if (request is not { Operation: "CREATE" or "UPDATE", Subresource: null or "", Object: { } o } || o.IsDeleting())
            return;
        var errors = new FieldErrors();
        Check(o.Obj("metadata"), "metadata", errors);
        Check(o.Obj("spec", "template", "metadata"), "spec.template.metadata", errors);
        errors.ThrowIfAny(request.Resource.GroupVersionKind, o.Name());
    }

    private static void Check(JsonObject? metadata, string field, FieldErrors errors)
    {
        if (metadata.Obj("annotations") is not { } annotations)
            return;
        foreach (var name in UsageAnnotations.All)
        {
            if (annotations.Str(name) is { } text && !UsageAnnotations.IsAmount(text))
                errors.Invalid($"{field}.annotations[{name}]", text, "must be an amount such as 250m (of CPU) or 1Gi (of memory)");
        }
    }
}
