using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Overriding;

/// <summary>Changes the registry, repository or tag of images: the one at the predicate's path, or those of all containers (pkg/util/overridemanager/imageoverride.go).</summary>
internal static class ImageOverrider
{
    public static void Apply(JsonObject o, JsonObject overrider)
    {
        if (overrider.Obj("predicate") is { } predicate)
        {
            var path = predicate.Str("path") ?? "";
            JsonPointer.Replace(o, path, Changed(FieldPath.Text(o, path), overrider));
            return;
        }
        foreach (var container in PodTemplates.Containers(o))
            container["image"] = Changed(container.Str("image") ?? "", overrider);
    }

    private static string Changed(string image, JsonObject overrider)
    {
        var reference = ImageReference.Parse(image);
        var value = overrider.Str("value") ?? "";
        var changed = overrider.Str("component") switch
        {
            "Registry" => reference with { Host = Changed(reference.Host, overrider, value) },
            "Repository" => reference with { Repository = Changed(reference.Repository, overrider, value) },
            "Tag" when overrider.Str("operator") == "remove" => reference with { Tag = "", Digest = "" },
            "Tag" => reference.Retagged(Changed(reference.TagOrDigest, overrider, value)),
            var other => throw new OverrideException($"\"{other}\" is no component of an image: use Registry, Repository or Tag"),
        };
        return changed.ToString();
    }

    private static string Changed(string part, JsonObject overrider, string value) => overrider.Str("operator") switch
    {
        "add" => part + value,
        "replace" => value,
        "remove" => "",
        var other => throw new OverrideException($"\"{other}\" is no operator of imageOverrider: use add, replace or remove"),
    };
}
