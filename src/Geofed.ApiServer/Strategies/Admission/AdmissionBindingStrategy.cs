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
        if (actions.Count == 0)
            errors.Required("spec.validationActions", "at least one validation action is required");
        for (var i = 0; i < actions.Count; i++)
        {
            if (!Actions.Contains(actions[i]))
                errors.NotSupported($"spec.validationActions[{i}]", actions[i], Actions);
            if (actions.Take(i).Contains(actions[i]))
                errors.Duplicate($"spec.validationActions[{i}]", actions[i]);
        }
        if (actions.Contains("Deny") && actions.Contains("Warn"))
            errors.Invalid("spec.validationActions", spec.At("validationActions").Copy(), "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
    }

    private static void Parameters(JsonObject reference, FieldErrors errors, string path)
    {
        if (reference.Str("name") is { Length: > 0 } name)
        {
            if (reference["selector"] is not null)
                errors.Forbidden($"{path}.name", "name and selector are mutually exclusive");
            else if (Names.PathSegment(name) is { } wrong)
                errors.Invalid($"{path}.name", name, wrong);
        }
        else if (reference.Obj("selector") is { } selector)
            SelectorRules.Validate(selector, errors, $"{path}.selector");
        else
            errors.Required(path, "one of name or selector must be specified");
        if (reference["parameterNotFoundAction"] is null)
            errors.Required($"{path}.parameterNotFoundAction");
        else
            errors.OneOfIfSet(reference, "parameterNotFoundAction", path, "Deny", "Allow");
    }
}
