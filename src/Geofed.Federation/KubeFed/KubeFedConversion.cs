using System.Text.Json.Nodes;

namespace Geofed.Federation.KubeFed;

/// <summary>What KubeFed objects mean to Karmada.</summary>
/// <param name="Objects">Templates, override policies and propagation policies, in the order in which they are to be applied.</param>
/// <param name="Warnings">What has no equal, or is to be done by hand.</param>
public sealed record KubeFedConversion(IReadOnlyList<JsonObject> Objects, IReadOnlyList<KubeFedWarning> Warnings);

/// <summary>Something about an object that the conversion could not carry over.</summary>
/// <param name="Source">The object, e.g. "FederatedDeployment shop/web".</param>
public sealed record KubeFedWarning(string Source, string Message)
{
    public override string ToString() => $"{Source}: {Message}";
}
