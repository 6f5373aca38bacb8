using System.Text.Json.Nodes;

namespace Geofed.PulumiDouble;

/// <summary>What a provider is asked about one resource.</summary>
/// <param name="Operation">create, update, delete or read.</param>
/// <param name="Name">The resource's name in the program.</param>
/// <param name="Inputs">Plain, without secrets' wrappings and the engine's marks.</param>
/// <param name="Provider">The inputs of its provider.</param>
internal sealed record ProviderRequest(string Operation, string Type, string Name, JsonObject Inputs, JsonObject Provider)
{
    /// <summary>Empty before the resource is created.</summary>
    public string Id { get; init; } = "";
}

/// <summary>What a provider answers: the id, and outputs beyond the inputs.</summary>
internal sealed record ProviderAnswer(string Id, JsonObject Outputs);
