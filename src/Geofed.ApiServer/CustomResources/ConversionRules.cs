using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.ApiServer.Strategies.Admission;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>How versions become one another (pkg/apis/apiextensions/validation validateCustomResourceConversion). The paths are those of the internal type.</summary>
internal static class ConversionRules
{
    private const string Client = "spec.conversion.webhookClientConfig";
    private const string Reviews = "spec.conversion.conversionReviewVersions";

    public static void Check(JsonObject conversion, FieldErrors errors)
    {
        errors.OneOf(conversion, "strategy", "spec.conversion", "None", "Webhook");
        var (client, versions) = (conversion.Obj("webhook", "clientConfig"), conversion.Strings("webhook", "conversionReviewVersions").ToList());
        if (conversion.Str("strategy") == "Webhook")
        {
            if (client is null)
                errors.Required(Client, "required when strategy is set to Webhook");
            else
                WebhookClientRules.Validate(client, errors, Client);
            ReviewVersions(versions, conversion.At("webhook", "conversionReviewVersions"), errors);
            return;
        }
        if (client is not null)
            errors.Forbidden(Client, "should not be set when strategy is not set to Webhook");
        if (versions.Count > 0)
            errors.Forbidden(Reviews, "should not be set when strategy is not set to Webhook");
    }

    private static void ReviewVersions(List<string> versions, JsonNode? shown, FieldErrors errors)
    {
        if (versions.Count == 0)
        {
            errors.Required(Reviews);
            return;
        }
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions.IndexOf(versions[i]) < i)
                errors.Invalid($"{Reviews}[{i}]", versions[i], "duplicate version");
            else
                errors.Each($"{Reviews}[{i}]", versions[i], Names.Dns1035LabelErrors(versions[i]));
        }
        if (!versions.Exists(v => v is "v1" or "v1beta1"))
            errors.Invalid(Reviews, shown.Copy(), "must include at least one of v1, v1beta1");
    }
}
