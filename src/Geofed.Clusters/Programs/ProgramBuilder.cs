using System.Text.Json.Nodes;

namespace Geofed.Clusters.Programs;

/// <summary>Puts a program together, in the order in which its parts are added.</summary>
internal sealed class ProgramBuilder(string project, string description)
{
    private readonly JsonObject _resources = [];
    private readonly JsonObject _outputs = [];

    /// <param name="name">Its logical name: it is part of its URN, and whoever changes it asks for another resource.</param>
    /// <param name="token">Its type in full, <c>package:module/file:Type</c>, so that URNs do not depend on what a short form means.</param>
    /// <param name="properties">Members that are null are left to the provider.</param>
    public ResourceReference Add(string name, string token, JsonObject properties, ResourceOptions? options = null)
    {
        var resource = new JsonObject { ["type"] = token, ["properties"] = ProgramText.WithoutNulls(properties) };
        if (options?.ToJson() is { Count: > 0 } some)
            resource["options"] = some;
        _resources.Add(name, resource);
        return new(name);
    }

    /// <summary>A provider that the resources of its package use without naming it; its version is the plugin's.</summary>
    public ResourceReference AddDefaultProvider(string package, string version, JsonObject properties)
    {
        var provider = Add(package, $"pulumi:providers:{package}", properties, new() { Version = version });
        ((JsonObject)_resources[package]!).Insert(1, "defaultProvider", true);
        return provider;
    }

    public void Output(string name, JsonNode value) => _outputs.Add(name, value);

    public StackProgram Build() => new(project, description, new()
    {
        ["description"] = ProgramText.Literal(description),
        ["resources"] = _resources,
        ["outputs"] = _outputs,
    });
}

/// <summary>A resource of the program under construction.</summary>
internal readonly record struct ResourceReference(string Name)
{
    /// <summary>An expression for what it will have, e.g. <c>subnet["selfLink"]</c>.</summary>
    public string this[string path] => $"${{{Name}.{path}}}";

    /// <summary>An expression for the resource itself.</summary>
    public override string ToString() => $"${{{Name}}}";
}
