using System.Text.Json.Nodes;

namespace Geofed.ApiServer.Access;

/// <summary>Who a request comes from (authentication.k8s.io UserInfo).</summary>
public sealed record UserInfo(string Name, IReadOnlyList<string> Groups)
{
    public const string Masters = "system:masters";

    public static readonly UserInfo Anonymous = new("system:anonymous", ["system:unauthenticated"]);

    public string? Uid { get; init; }

    /// <summary>Key to values, e.g. the credential's id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>A user who may do everything.</summary>
    public static UserInfo Admin(string name) => new(name, [Masters, "system:authenticated"]);

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["username"] = Name };
        if (Uid is not null)
            json["uid"] = Uid;
        json["groups"] = new JsonArray([.. Groups.Select(g => (JsonNode)g)]);
        if (Extra.Count > 0)
            json["extra"] = new JsonObject(Extra.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)new JsonArray([.. e.Value.Select(v => (JsonNode)v)]))));
        return json;
    }
}
