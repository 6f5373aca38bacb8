using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>
/// Something that goes wrong. The file PULUMI_DOUBLE_FAULTS is {"faults": [{"kind", "stack"?, "resource"?, "operation"?, "message"?, "count"?}]}
/// and read anew before each step. A fault that names no resource hits the whole operation where its kind allows, else any resource.
/// </summary>
/// <param name="Kind">See <see cref="ProviderTexts"/> for those that a resource fails with; besides: hang (until the first signal), stuck (until the
/// second), crash and crash-after (as SIGKILL, before or after the cloud has done the step), slow (count times as long), newer-state.</param>
/// <param name="Stack">The stack's name; any when null.</param>
/// <param name="Resource">The resource's name in the program; any of the type's when it is a type token; any when null.</param>
/// <param name="Operation">create, update, delete or read; any when null.</param>
internal sealed record Fault(string Kind, string? Stack, string? Resource, string? Operation, string? Message, double Count)
{
    /// <summary>The faults that hold now.</summary>
    public static IReadOnlyList<Fault> Read(string? path) => path is null || !File.Exists(path) ? []
        : [.. JsonDocuments.ParseObject(File.ReadAllBytes(path)).Objects("faults").Select(From)];

    public bool Hits(string stack, string name, string type, string operation) =>
        (Stack is null || Stack == stack) && (Resource is null || Resource == name || Resource == type) && (Operation is null || Operation == operation);

    private static Fault From(JsonObject o) => new(o.Str("kind") ?? throw CliException.Refusal("a fault has no kind."), o.Str("stack"), o.Str("resource"), o.Str("operation"), o.Str("message"),
        o["count"]?.GetValue<double>() ?? 10);
}
