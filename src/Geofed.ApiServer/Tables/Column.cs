using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>One column: its definition and how a cell is made. Priority 1 and above are shown with <c>-o wide</c> only.</summary>
internal sealed record Column(string Title, string Type, string Description, Func<JsonObject, DateTimeOffset, JsonNode?> Cell)
{
    private const string NameDescription =
        "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an "
        + "appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: "
        + "https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names";

    private const string AgeDescription =
        "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across "
        + "separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. "
        + "More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

    public string Format { get; init; } = "";
    public int Priority { get; init; }

    public static readonly Column Name = new("Name", "string", NameDescription, (o, _) => o.Name()) { Format = "name" };

    public static readonly Column Age = new("Age", "string", AgeDescription, (o, now) => Durations.Since(o.Str("metadata", "creationTimestamp"), now));

    /// <summary>The age under its own JSON type, as custom resources and resources without printer have it.</summary>
    public static readonly Column CreatedAt = new("Created At", "date", AgeDescription, (o, _) => o.Str("metadata", "creationTimestamp"));

    public static Column Text(string title, string description, Func<JsonObject, string?> cell) => new(title, "string", description, (o, _) => cell(o));

    public static Column Int(string title, string description, Func<JsonObject, long?> cell) => new(title, "integer", description, (o, _) => cell(o) ?? 0);

    public Column Wide() => this with { Priority = 1 };

    public JsonObject Definition() => new()
    {
        ["name"] = Title,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
