using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>
/// ValidatingWebhookConfigurations and MutatingWebhookConfigurations (pkg/apis/admissionregistration/v1/defaults.go, validation). They are stored; no webhook is called.
/// </summary>
internal sealed class WebhookConfigurationStrategy(bool mutating) : ResourceStrategy
{
    public override bool HasGeneration => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool HasStandardFinalizers => false;

    public override void Default(JsonObject obj)
    {
        foreach (var hook in obj.Objects("webhooks"))
        {
            hook.SetWhenAbsent("failurePolicy", "Fail");
            hook.SetWhenAbsent("matchPolicy", "Equivalent");
            hook.SetWhenAbsent("namespaceSelector", new JsonObject());
            hook.SetWhenAbsent("objectSelector", new JsonObject());
            hook.SetWhenAbsent("timeoutSeconds", 10);
            if (mutating)
                hook.SetWhenAbsent("reinvocationPolicy", "Never");
            hook.Obj("clientConfig", "service")?.SetWhenAbsent("port", 443);
            foreach (var rule in hook.Objects("rules"))
                rule.SetWhenAbsent("scope", "*");
        }
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var hook in obj.Objects("webhooks"))
        {
            var (path, name) = ($"webhooks[{i++}]", hook.Str("name") ?? "");
            WebhookRules.Validate(hook, mutating, errors, path);
            if (name.Length > 0 && !names.Add(name))
                errors.Duplicate($"{path}.name", name);
        }
    }
}
