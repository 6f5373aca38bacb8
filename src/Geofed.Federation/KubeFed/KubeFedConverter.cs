using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.KubeFed;

/// <summary>
/// Turns KubeFed's objects into the templates and policies that mean the same to Karmada. Pure: the objects given are all that it knows, so
/// FederatedNamespaces, FederatedTypeConfigs and ReplicaSchedulingPreferences belong in one call with what they are about.
/// </summary>
public sealed class KubeFedConverter
{
    private readonly List<KubeFedWarning> _warnings = [];
    private readonly List<JsonObject> _objects;
    private readonly KubeFedKinds _kinds;

    private KubeFedConverter(IEnumerable<JsonObject> objects)
    {
        _objects = [.. objects];
        _kinds = new(_objects);
    }

    public static KubeFedConversion Convert(IEnumerable<JsonObject> objects) => new KubeFedConverter(objects).Convert();

    private KubeFedConversion Convert()
    {
        var (templates, overrides, policies) = (new List<JsonObject>(), new List<JsonObject>(), new List<JsonObject>());
        foreach (var o in _objects)
        {
            if (!KubeFedKinds.IsFederated(o))
                WarnOfOthers(o);
            else if (_kinds.TargetOf(o) is not { } target)
                Warn(o, $"the kind that it federates is not known; pass its FederatedTypeConfig as well");
            else
                Convert(new FederatedObject(o, target), templates, overrides, policies);
        }
        return new([.. templates.OrderBy(t => t.Str("kind") == "Namespace" ? 0 : 1), .. overrides, .. policies], _warnings);
    }

    private void Convert(FederatedObject federated, List<JsonObject> templates, List<JsonObject> overrides, List<JsonObject> policies)
    {
        var o = federated.Source;
        if (o.Label("kubefed.io/managed") == "false")
        {
            Warn(o, "is marked kubefed.io/managed=false, so KubeFed leaves it alone; it is left out");
            return;
        }
        if (o.Annotation("kubefed.io/deleteoption") is not null)
            Warn(o, "its annotation kubefed.io/deleteoption has no equal; copies are deleted in the background");
        if (federated.Target.Kind == "Namespace")
        {
            templates.Add(federated.Template(null));
            if (o.At("spec", "placement", "clusterSelector") is not JsonObject { Count: 0 } || o.At("spec", "placement", "clusters") is not null)
                Warn(o, "Karmada makes every namespace on every member; what lies in it is placed where this says");
            return;
        }
        var scheduling = KubeFedReplicas.For(federated, _objects, Warn);
        var placement = KubeFedPlacement.Of(federated, _objects, scheduling, Warn);
        if (_kinds.IsDisabled(o))
        {
            Warn(o, "the propagation of its type is disabled, so it goes nowhere: no policy is written for it");
            placement = null;
        }
        else if (placement is null)
            Warn(o, "its placement names no cluster, so it goes nowhere: no policy is written for it");
        templates.Add(federated.Template(scheduling?.Replicas));
        if (KubeFedOverrides.Of(federated, Warn) is { } policy)
            overrides.Add(policy);
        if (placement is not null)
            policies.Add(federated.Policy(placement, scheduling, AdoptsResources));
    }

    /// <summary>KubeFed takes over what members have already, unless it is told otherwise; and after a migration they have everything.</summary>
    private bool AdoptsResources => !_objects.Any(o => o.Str("kind") == "KubeFedConfig" && o.Str("spec", "syncController", "adoptResources") == "Disabled");

    private void WarnOfOthers(JsonObject o)
    {
        switch (o.Str("kind"))
        {
            case "FederatedTypeConfig" or "KubeFedConfig":
                break;
            case "ReplicaSchedulingPreference":
                if (!_objects.Any(f => KubeFedReplicas.IsAbout(o, f)))
                    Warn(o, $"the {o.Str("spec", "targetKind")} of that name is not among the objects; pass it as well");
                break;
            case "KubeFedCluster":
                Warn(o, $"a member needs credentials of its own: join it with Join-Federation -Name {o.Name()}, and give it the labels that placements select by");
                break;
            default:
                Warn(o, "is not an object of KubeFed; it is left out");
                break;
        }
    }

    private void Warn(JsonObject o, string message) => _warnings.Add(new($"{o.Str("kind")} {o.Key()}", message));
}
