using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>ValidatingAdmissionPolicyBindings and MutatingAdmissionPolicyBindings (pkg/apis/admissionregistration/validation validateValidatingAdmissionPolicyBindingSpec).</summary>
internal sealed class AdmissionBindingStrategy(bool mutating) : ResourceStrategy
{
    private static readonly string[] Actions = ["Audit", "Deny", "Warn"];

    public override bool HasGeneration => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool HasStandardFinalizers => false;

    public override void Default(JsonObject obj)
    {
        if (obj.Obj("spec", "matchResources") is { } match)
            MatchDefaults.Of(match);
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        errors.RequireName(spec, "policyName", "spec");
        if (spec.Obj("paramRef") is { } reference)
            Parameters(reference, errors, "spec.paramRef");
        if (spec.Obj("matchResources") is { } match)
            MatchDefaults.Validate(match, errors, "spec.matchResources", needsRules: false);
        if (mutating)
            return;
        var actions = spec.Strings("validationActions").ToList();
        for (var i = 0; i < actions.Count; i++)
        {
            if (!Actions.Contains(actions[i]))
                errors.NotSupported($"spec.validationActions[{i}]", actions[i], Actions);
            if (actions.Take(i).Contains(actions[i]))
                errors.Duplicate($"spec.validationActions[{i}]", actions[i]);
        }
        if (actions.Contains("Deny") && actions.Contains("Warn"))
            errors.Invalid("spec.validationActions", spec.At("validationActions").Copy(), "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
        if (actions.Count == 0)
            errors.Required("spec.validationActions", "at least one validation action is required");
    }

    private static void Parameters(JsonObject reference, FieldErrors errors, string path)
    {
        const string exclusive = "name and selector are mutually exclusive";
        var (name, selector) = (reference.Str("name") ?? "", reference.Obj("selector"));
        if (Names.PathSegment(name) is { } wrong)
            errors.Invalid($"{path}.name", name, wrong);
        if (name.Length > 0 && selector is not null)
            errors.Forbidden($"{path}.name", exclusive);
        if (selector is not null)
            SelectorRules.Validate(selector, errors, $"{path}.selector");
        if (name.Length > 0 && selector is not null)
            errors.Forbidden($"{path}.selector", exclusive);
        if (name.Length == 0 && selector is null)
            errors.Required(path, "one of name or selector must be specified");
        errors.OneOf(reference, "parameterNotFoundAction", path, "Deny", "Allow");
    }
}
