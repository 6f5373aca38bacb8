using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Admission;

/// <summary>Sees every write before it is validated and stored; may change the object, or refuse with a <see cref="KubeApiException"/>.</summary>
public interface IAdmission
{
    void Admit(AdmissionRequest request);
}

/// <summary>One write: <see cref="Operation"/> is CREATE, UPDATE or DELETE. <see cref="Object"/> may be changed; it is null for DELETE.</summary>
public sealed record AdmissionRequest(ApiResource Resource, string Operation, string? Subresource, JsonObject? Object, JsonObject? OldObject, string User);
