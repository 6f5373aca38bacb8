using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Storage;

/// <summary>StorageClasses (pkg/apis/storage/v1/defaults.go, pkg/apis/storage/validation).</summary>
internal sealed class StorageClassStrategy : ResourceStrategy
{
    public override void Default(JsonObject obj)
    {
        obj.SetWhenAbsent("reclaimPolicy", "Delete");
        obj.SetWhenAbsent("volumeBindingMode", "Immediate");
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        StorageParameters.Provisioner(obj, "provisioner", errors);
        StorageParameters.Validate(obj, errors, allowsNone: true);
        if (obj.Str("reclaimPolicy") is { Length: > 0 })
            errors.OneOfIfSet(obj, "reclaimPolicy", "", "Delete", "Retain");
        errors.OneOfIfSet(obj, "volumeBindingMode", "", "Immediate", "WaitForFirstConsumer");
        Topologies(obj, errors);
    }

    private static void Topologies(JsonObject obj, FieldErrors errors)
    {
        var seen = new List<JsonNode?>();
        var i = 0;
        foreach (var term in obj.Objects("allowedTopologies"))
        {
            var path = $"allowedTopologies[{i++}].matchLabelExpressions";
            var keys = new HashSet<string>(StringComparer.Ordinal);
            var j = 0;
            foreach (var expression in term.Objects("matchLabelExpressions"))
                Expression(expression, keys, errors, $"{path}[{j++}]");
            if (seen.Exists(s => JsonNavigation.Same(s, term["matchLabelExpressions"])))
                errors.Duplicate(path, "");
            seen.Add(term["matchLabelExpressions"]);
        }
    }

    private static void Expression(JsonObject expression, HashSet<string> keys, FieldErrors errors, string path)
    {
        var values = expression.Strings("values").ToList();
        if (values.Count == 0)
            errors.Required($"{path}.values");
        for (var i = 1; i < values.Count; i++)
        {
            if (values.Take(i).Contains(values[i]))
                errors.Duplicate($"{path}.values[{i}]", values[i]);
        }
        var key = expression.Str("key") ?? "";
        errors.Each($"{path}.key", key, Names.QualifiedName(key));
        if (!keys.Add(key))
            errors.Duplicate($"{path}.key", key);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        foreach (var key in (string[])["parameters", "provisioner", "reclaimPolicy"])
            StorageParameters.Unchanged(obj, old, key, errors);
        errors.Unchanged(obj["volumeBindingMode"], old["volumeBindingMode"], "volumeBindingMode");
    }

    public override IEnumerable<string> Warnings(JsonObject obj) =>
        obj.Objects("allowedTopologies").SelectMany((t, i) => t.Objects("matchLabelExpressions").Select((e, j) => (Key: e.Str("key") ?? "", Path: $"allowedTopologies[{i}].matchLabelExpressions[{j}].key")))
            .SelectMany(e => Pods.NodeLabelWarnings.OfKey(e.Key, e.Path));
}
