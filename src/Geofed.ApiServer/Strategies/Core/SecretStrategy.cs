using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>Secrets (pkg/apis/core/v1/conversion.go and defaults.go, pkg/apis/core/validation ValidateSecret).</summary>
internal sealed class SecretStrategy : ResourceStrategy
{
    private const int Limit = 1024 * 1024;

    public override IReadOnlyList<string> SelectableFields => ["type"];

    public override void Default(JsonObject obj)
    {
        foreach (var (key, value) in obj.StringMap("stringData"))
            obj.Ensure("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        obj.Remove("stringData");
        obj.SetWhenEmpty("type", "Opaque");
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
        if (string.IsNullOrEmpty(obj.Str("type")))
            obj["type"] = old["type"].Copy();
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        long size = 0;
        foreach (var (key, value) in obj.StringMap("data"))
        {
            errors.Each($"data[{key}]", key, Names.ConfigMapKey(key));
            size += value.Length * 3L / 4;
        }
        if (size > Limit)
            errors.TooLong("data", Limit);
        OfType(obj, errors);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        errors.Unchanged(obj["type"], old["type"], "type");
        ImmutableData.Validate(obj, old, errors, "data");
        Validate(obj, errors);
    }

    private static void OfType(JsonObject obj, FieldErrors errors)
    {
        void Need(string key)
        {
            if (obj.Obj("data")?.ContainsKey(key) != true)
                errors.Required($"data[{key}]");
        }
        switch (obj.Str("type"))
        {
            case "kubernetes.io/tls":
                Need("tls.crt");
                Need("tls.key");
                break;
            case "kubernetes.io/ssh-auth":
                if (string.IsNullOrEmpty(obj.Str("data", "ssh-privatekey")))
                    errors.Required("data[ssh-privatekey]");
                break;
            case "kubernetes.io/basic-auth" when obj.Obj("data")?.ContainsKey("username") != true && obj.Obj("data")?.ContainsKey("password") != true:
                Need("username");
                Need("password");
                break;
            case "kubernetes.io/service-account-token" when string.IsNullOrEmpty(obj.Annotation("kubernetes.io/service-account.name")):
                errors.Required("metadata.annotations[kubernetes.io/service-account.name]");
                break;
            case "kubernetes.io/dockercfg":
                DockerConfig(obj, ".dockercfg", errors);
                break;
            case "kubernetes.io/dockerconfigjson":
                DockerConfig(obj, ".dockerconfigjson", errors);
                break;
        }
    }

    // The value itself is secret: it is not told.
    private static void DockerConfig(JsonObject obj, string key, FieldErrors errors)
    {
        if (obj.Str("data", key) is not { } encoded)
        {
            errors.Required($"data[{key}]");
            return;
        }
        try
        {
            JsonNode.Parse(Convert.FromBase64String(encoded));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException)
        {
            errors.Invalid($"data[{key}]", "<secret contents redacted>", e is FormatException ? "illegal base64 data" : "invalid character in JSON");
        }
    }
}
