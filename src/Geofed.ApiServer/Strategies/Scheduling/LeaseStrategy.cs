using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Scheduling;

/// <summary>Leases (pkg/apis/coordination/validation ValidateLeaseSpec).</summary>
internal sealed class LeaseStrategy : ResourceStrategy
{
    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override void Default(JsonObject obj) => obj.Ensure("spec");

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        if (spec.Int("leaseDurationSeconds") is <= 0 and var seconds)
            errors.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        if (spec.Int("leaseTransitions") is < 0 and var transitions)
            errors.Invalid("spec.leaseTransitions", transitions, Values.NonNegativeText);
        if (spec.Str("strategy") is { } strategy)
        {
            if (strategy.Contains('/', StringComparison.Ordinal))
                errors.Each("spec.strategy.strategy", strategy, Names.QualifiedName(strategy));
            else if (strategy != "OldestEmulationVersion")
                errors.NotSupported("spec.strategy.strategy", strategy, "OldestEmulationVersion");
        }
        if (spec.Str("preferredHolder") is { Length: > 0 } && string.IsNullOrEmpty(spec.Str("strategy")))
            errors.Forbidden("spec.preferredHolder", "may only be specified if `strategy` is defined");
    }

    public override bool HasStandardFinalizers => false;
}
