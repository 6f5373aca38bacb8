using Geofed.ApiServer.Admission;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Admission;

/// <summary>An object of any kind that is marked as protected is not deleted (pkg/webhook/resourcedeletionprotection).</summary>
internal sealed class DeletionProtection : IAdmission
{
    public void Admit(AdmissionRequest request)
    {
        if (request.Operation != "DELETE" || request.OldObject.Label(KarmadaMarks.DeletionProtected) != "Always")
            return;
        throw new KubeApiException(403, "Forbidden",
            $"{request.Resource.Kind} {request.OldObject.Key()} is protected from deletion; remove its label {KarmadaMarks.DeletionProtected} first");
    }
}
