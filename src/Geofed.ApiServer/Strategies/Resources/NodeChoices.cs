using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The ways to say which nodes reach a device, of which only one may be used; each adds itself to those that are.</summary>
internal static class NodeChoices
{
    public static void Name(JsonObject owner, List<string> set, FieldErrors errors, string path, string emptyText)
    {
        if (owner.Str("nodeName") is not { } name)
            return;
        if (name.Length == 0)
        {
            errors.Invalid($"{path}.nodeName", name, emptyText);
            return;
        }
        set.Add("`nodeName`");
        errors.Each($"{path}.nodeName", name, Names.DnsSubdomainErrors(name));
    }

    public static JsonObject? Selector(JsonObject owner, List<string> set, FieldErrors errors, string path)
    {
        if (owner.Obj("nodeSelector") is not { } selector)
            return null;
        set.Add("`nodeSelector`");
        AffinityRules.NodeSelector(selector, errors, $"{path}.nodeSelector");
        return selector;
    }

    public static void Flag(JsonObject owner, string key, List<string> set, FieldErrors errors, string path)
    {
        if (owner.Bool(key) == true)
            set.Add($"`{key}`");
        else if (owner.Bool(key) == false)
            errors.Invalid($"{path}.{key}", false, "must be either unset or set to true");
    }

    public static string Text(List<string> set) => $"{{{string.Join(", ", set)}}}";
}
