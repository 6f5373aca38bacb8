using System.Text.Json.Nodes;
using Geofed.ApiServer.Admission;
using Geofed.ApiServer.Strategies;
using Geofed.ControlPlane.MultiCluster;
using Geofed.ControlPlane.Propagation;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Admission;

/// <summary>Defaults and rules of Karmada's own resources, which there are webhooks (cmd/webhook/app/webhook.go).</summary>
internal sealed class KarmadaAdmission(TimeProvider time, TimeSpan toleration) : IAdmission
{
    private static readonly ResourceStrategy Autoscalers = BuiltInStrategies.For("autoscaling", "horizontalpodautoscalers");

    public void Admit(AdmissionRequest request)
    {
        if (request.Object is not { } o || request.Subresource is { Length: > 0 } || o.IsDeleting())
            return;
        var errors = new FieldErrors();
        switch (request.Resource.Resource.Resource, request.Resource.Resource.Group)
        {
            case ("propagationpolicies" or "clusterpropagationpolicies", "policy.karmada.io"):
                PolicyDefaults.Propagation(o, request.Resource.Namespaced, toleration);
                PlacementRules.Check(o.At("spec", "placement"), "spec.placement", errors);
                PlacementRules.Bounds(o, errors);
                PlacementRules.Queue(o, errors);
                break;
            case ("overridepolicies" or "clusteroverridepolicies", "policy.karmada.io"):
                PolicyDefaults.Selectors(o, request.Resource.Namespaced);
                OverrideRules.Check(o, errors);
                break;
            case ("clusters", "cluster.karmada.io"):
                ClusterDefaults.Apply(o, time.GetUtcNow());
                ClusterRules.Check(o, errors);
                break;
            case ("federatedhpas", "autoscaling.karmada.io"):
                // What it has in common with a HorizontalPodAutoscaler is all of it (pkg/util/lifted/federatedhpa.go, validatingfhpa.go).
                Autoscalers.Default(o);
                if (o.Obj("status") is { Count: 0 })
                    o.Remove("status");
                Autoscalers.Validate(o, errors);
                break;
            case ("works", "work.karmada.io"):
                o.Ensure("metadata", "labels").TryAdd(KarmadaMarks.WorkId, Guid.NewGuid().ToString());
                if (!CollectedWork.Is(o))
                    WorkDocument.Complete(o);
                break;
            default:
                return;
        }
        errors.ThrowIfAny(request.Resource.GroupVersionKind, o.Name());
    }
}
