using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Overriding;

/// <summary>Adds words to a container's command or arguments, or takes them out (pkg/util/overridemanager/commandargsoverride.go).</summary>
internal static class ContainerWords
{
    public static void Apply(JsonObject o, JsonObject overrider, string field)
    {
        var words = overrider.Strings("value").ToList();
        foreach (var container in PodTemplates.Containers(o).Where(c => c.Str("name") == overrider.Str("containerName")))
        {
            var now = container.Strings(field);
            IEnumerable<string> next = overrider.Str("operator") switch
            {
                "add" => now.Concat(words),
                "remove" => now.Where(word => !words.Contains(word)),
                var other => throw new OverrideException($"\"{other}\" is no operator of {field}Overrider: use add or remove"),
            };
            container[field] = new JsonArray([.. next.Select(word => JsonValue.Create(word))]);
        }
    }
}
