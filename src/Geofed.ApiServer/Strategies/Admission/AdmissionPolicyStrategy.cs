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
            PolicyRules.Parameters(kind, errors, "spec.paramKind");
        if (spec.Obj("matchConstraints") is { } match)
            MatchDefaults.Validate(match, errors, "spec.matchConstraints", needsRules: true);
        else
            errors.Required("spec.matchConstraints");
        AdmissionRules.MatchConditions(spec ?? [], errors, "spec.matchConditions");
        PolicyRules.Variables(spec, errors, "spec.variables");
        if (mutating)
            MutationRules.Validate(spec, errors);
        else
            PolicyRules.Validations(spec, obj.Name(), errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var i = 0;
        foreach (var warning in obj.Objects("status", "typeChecking", "expressionWarnings"))
        {
            var path = $"status.typeChecking.expressionWarnings[{i++}]";
            errors.RequireText(warning, "warning", path);
            if (string.IsNullOrWhiteSpace(warning.Str("fieldRef")))
                errors.Required($"{path}.fieldRef");
        }
        ConditionRules.Validate(obj.Obj("status"), errors, "status.conditions");
    }
}
