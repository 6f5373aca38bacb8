using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>The rules for conditions of the common form (apimachinery pkg/apis/meta/v1/validation ValidateConditions).</summary>
internal static partial class ConditionRules
{
    private const string ReasonForm = "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?";

    [GeneratedRegex("^" + ReasonForm + "\\z")]
    private static partial Regex Reason();

    public static void Validate(JsonObject? status, FieldErrors errors, string path)
    {
        var types = new Dictionary<string, int>(StringComparer.Ordinal);
        var i = 0;
        foreach (var condition in status.Objects("conditions"))
        {
            var (at, type) = ($"{path}[{i}]", condition.Str("type") ?? "");
            if (!types.TryAdd(type, i))
                errors.Duplicate($"{at}.type", type);
            One(condition, type, errors, at);
            i++;
        }
    }

    private static void One(JsonObject condition, string type, FieldErrors errors, string path)
    {
        errors.Each($"{path}.type", type, Names.QualifiedName(type));
        if (condition.Str("status") is not ("False" or "True" or "Unknown") and var state)
            errors.NotSupported($"{path}.status", state ?? "", "False", "True", "Unknown");
        if (condition.Int("observedGeneration") is < 0 and var generation)
            errors.Invalid($"{path}.observedGeneration", generation, "must be greater than or equal to zero");
        if (condition.Str("lastTransitionTime") is null)
            errors.Required($"{path}.lastTransitionTime", "must be set");
        var (reason, message) = (condition.Str("reason") ?? "", condition.Str("message") ?? "");
        if (reason.Length == 0)
            errors.Required($"{path}.reason", "must be set");
        else
        {
            if (!Reason().IsMatch(reason))
                errors.Invalid($"{path}.reason", reason, Names.RegexMessage(
                    "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'",
                    ReasonForm, "my_name", "MY_NAME", "MyName", "ReasonA,ReasonB", "ReasonA:ReasonB"));
            if (reason.Length > 1024)
                errors.TooLong($"{path}.reason", 1024);
        }
        if (message.Length > 32 * 1024)
            errors.TooLong($"{path}.message", 32 * 1024);
    }
}
