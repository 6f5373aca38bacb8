using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for env and envFrom (ValidateEnv, ValidateEnvFrom).</summary>
internal static class EnvironmentRules
{
    private static readonly string[] Sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];

    public static void Validate(JsonObject container, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var variable in container.Objects("env"))
        {
            var at = $"{path}.env[{i++}]";
            var name = variable.Str("name") ?? "";
            if (name.Length == 0)
                errors.Required($"{at}.name");
            else
                errors.Each($"{at}.name", name, Values.EnvironmentVariable(name));
            if (variable.Obj("valueFrom") is { } from)
                Source(variable, from, errors, $"{at}.valueFrom");
        }
        i = 0;
        foreach (var from in container.Objects("envFrom"))
            From(from, errors, $"{path}.envFrom[{i++}]", $"{path}.envFrom");
    }

    private static void Source(JsonObject variable, JsonObject from, FieldErrors errors, string path)
    {
        var count = Sources.Count(s => from[s] is not null);
        if (from.Obj("fieldRef") is { } field)
            DownwardRules.EnvironmentField(field, errors, $"{path}.fieldRef");
        if (from.Obj("resourceFieldRef") is { } resource)
            DownwardRules.ResourceField(resource, errors, $"{path}.resourceFieldRef");
        foreach (var kind in (string[])["configMapKeyRef", "secretKeyRef"])
        {
            if (from.Obj(kind) is not { } reference)
                continue;
            errors.Each($"{path}.{kind}.name", reference.Str("name") ?? "", Names.DnsSubdomainErrors(reference.Str("name") ?? ""));
            Key(reference, errors, $"{path}.{kind}.key");
        }
        if (from.Obj("fileKeyRef") is { } file)
            FileKey(file, errors, $"{path}.fileKeyRef");
        if (count == 0)
            errors.Invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        else if (!string.IsNullOrEmpty(variable.Str("value")))
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        else if (count > 1)
            errors.Invalid(path, "", "may not have more than one field specified at a time");
    }

    private static void Key(JsonObject reference, FieldErrors errors, string path)
    {
        if (reference.Str("key") is { Length: > 0 } key)
            errors.Each(path, key, Names.ConfigMapKey(key));
        else
            errors.Required(path);
    }

    private static void FileKey(JsonObject file, FieldErrors errors, string path)
    {
        errors.RequireText(file, "key", path);
        if (file.Str("volumeName") is { Length: > 0 } volume)
            errors.Each($"{path}.volumeName", volume, Names.DnsLabelErrors(volume));
        else
            errors.Required($"{path}.volumeName");
        errors.RequireText(file, "path", path);
        FileRules.LocalPath(file.Str("path") ?? "", errors, $"{path}.path");
    }

    /// <summary>Upstream tells of what is missing at the list, not at its item.</summary>
    private static void From(JsonObject from, FieldErrors errors, string path, string listPath)
    {
        if (from.Str("prefix") is { Length: > 0 } prefix)
            errors.Each($"{path}.prefix", prefix, Values.EnvironmentVariable(prefix));
        var count = 0;
        foreach (var kind in (string[])["configMapRef", "secretRef"])
        {
            if (from.Obj(kind) is not { } reference)
                continue;
            count++;
            errors.RequireName(reference, "name", $"{path}.{kind}");
        }
        if (count == 0)
            errors.Invalid(listPath, "", "must specify one of: `configMapRef` or `secretRef`");
        else if (count > 1)
            errors.Invalid(listPath, "", "may not have more than one field specified at a time");
    }
}
