using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>ValidatingAdmissionPolicies and MutatingAdmissionPolicies (pkg/apis/admissionregistration/validation). They are stored; their CEL is neither compiled nor asked.</summary>
internal sealed class AdmissionPolicyStrategy(bool mutating) : StatusStrategy
{
    public override bool AllowsUnconditionalUpdate => false;

    public override bool HasStandardFinalizers => false;

    /// <summary>Only a validating one has a status.</summary>
    public override void Default(JsonObject obj)
    {
        base.Default(obj);
        if (mutating)
            obj.Remove("status");
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        base.PrepareForCreate(obj);
        if (mutating)
            obj.Remove("status");
    }

    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenAbsent("failurePolicy", "Fail");
        if (spec.Obj("matchConstraints") is { } match)
            MatchDefaults.Of(match);
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        errors.OneOfIfSet(spec, "failurePolicy", "spec", "Fail", "Ignore");
        if (spec.Obj("paramKind") is { } kind)
        {
            errors.RequireText(kind, "apiVersion", "spec.paramKind");
            errors.RequireText(kind, "kind", "spec.paramKind");
        }
        if (spec.Obj("matchConstraints") is { } match)
            MatchDefaults.Validate(match, errors, "spec.matchConstraints", needsRules: true);
        else
            errors.Required("spec.matchConstraints");
        AdmissionRules.MatchConditions(spec ?? [], errors, "spec.matchConditions");
        if (mutating)
        {
            if (spec.Arr("mutations") is null or { Count: 0 })
                errors.Required("spec.mutations", "mutations must contain at least one item");
            if (spec.Str("reinvocationPolicy") is null)
                errors.Required("spec.reinvocationPolicy");
            errors.OneOfIfSet(spec, "reinvocationPolicy", "spec", "Never", "IfNeeded");
            return;
        }
        if (spec.Arr("validations") is null or { Count: 0 } && spec.Arr("auditAnnotations") is null or { Count: 0 })
        {
            errors.Required("spec.validations", "validations or auditAnnotations must contain at least one item");
            errors.Required("spec.auditAnnotations", "validations or auditAnnotations must contain at least one item");
        }
        var i = 0;
        foreach (var validation in spec.Objects("validations"))
        {
            var path = $"spec.validations[{i++}]";
            if (string.IsNullOrWhiteSpace(validation.Str("expression")))
                errors.Required($"{path}.expression", "expression is not specified");
            errors.OneOfIfSet(validation, "reason", path, "Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized");
        }
    }
}
