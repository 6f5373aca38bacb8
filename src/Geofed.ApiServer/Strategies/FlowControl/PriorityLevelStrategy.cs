using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.FlowControl;

/// <summary>PriorityLevelConfigurations (pkg/apis/flowcontrol/v1/defaults.go, validation).</summary>
internal sealed class PriorityLevelStrategy : StatusStrategy
{
    protected override void DefaultSpec(JsonObject spec)
    {
        if (spec.Obj("exempt") is { } exempt)
        {
            exempt.SetWhenAbsent("nominalConcurrencyShares", 0);
            exempt.SetWhenAbsent("lendablePercent", 0);
        }
        if (spec.Obj("limited") is not { } limited)
            return;
        limited.SetWhenAbsent("nominalConcurrencyShares", 30);
        limited.SetWhenAbsent("lendablePercent", 0);
        if (limited.Obj("limitResponse", "queuing") is not { } queuing)
            return;
        queuing.SetWhenZero("handSize", 8);
        queuing.SetWhenZero("queues", 64);
        queuing.SetWhenZero("queueLengthLimit", 50);
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        var type = spec.Str("type") ?? "";
        if ((obj.Name() == "exempt") != (type == "Exempt"))
            errors.Invalid("spec.type", type, "type must be 'Exempt' if and only if name is 'exempt'");
        switch (type)
        {
            case "Exempt":
                if (spec.At("limited") is not null)
                    errors.Forbidden("spec.limited", "must be nil if the type is not Limited");
                Shares(spec.Obj("exempt"), errors, "spec.exempt");
                break;
            case "Limited":
                if (spec.At("exempt") is not null)
                    errors.Forbidden("spec.exempt", "must be nil if the type is Limited");
                if (spec.Obj("limited") is { } limited)
                    Limited(limited, errors, "spec.limited");
                else
                    errors.Required("spec.limited", "must not be empty when type is Limited");
                break;
            default:
                errors.NotSupported("spec.type", type, "Exempt", "Limited");
                break;
        }
    }

    private static void Shares(JsonObject? level, FieldErrors errors, string path)
    {
        if (level.Int("nominalConcurrencyShares") is < 0 and var shares)
            errors.Invalid($"{path}.nominalConcurrencyShares", shares, "must be a non-negative integer");
        if (level.Int("lendablePercent") is { } percent and (< 0 or > 100))
            errors.Invalid($"{path}.lendablePercent", percent, "must be between 0 and 100, inclusive");
    }

    private static void Limited(JsonObject limited, FieldErrors errors, string path)
    {
        Shares(limited, errors, path);
        if (limited.Int("borrowingLimitPercent") is < 0 and var borrowed)
            errors.Invalid($"{path}.borrowingLimitPercent", borrowed, "if specified, must be a non-negative integer");
        var response = limited.Obj("limitResponse");
        switch (response.Str("type") ?? "")
        {
            case "Reject":
                if (response.At("queuing") is not null)
                    errors.Forbidden($"{path}.limitResponse.queuing", "must be nil if limited.limitResponse.type is not Limited");
                break;
            case "Queue":
                if (response.Obj("queuing") is { } queuing)
                    Queuing(queuing, errors, $"{path}.limitResponse.queuing");
                else
                    errors.Required($"{path}.limitResponse.queuing", "must not be empty if limited.limitResponse.type is Limited");
                break;
            case var other:
                errors.NotSupported($"{path}.limitResponse.type", other, "Queue", "Reject");
                break;
        }
    }

    private static void Queuing(JsonObject queuing, FieldErrors errors, string path)
    {
        var (queues, hand) = (queuing.Int("queues") ?? 0, queuing.Int("handSize") ?? 0);
        foreach (var key in (string[])["queueLengthLimit", "queues"])
        {
            if ((queuing.Int(key) ?? 0) is <= 0 and var number)
                errors.Invalid($"{path}.{key}", number, "must be positive");
        }
        if (queues > 10_000_000)
            errors.Invalid($"{path}.queues", queues, "must not be greater than 10000000");
        if (hand <= 0)
            errors.Invalid($"{path}.handSize", hand, "must be positive");
        else if (hand > queues)
            errors.Invalid($"{path}.handSize", hand, $"should not be greater than queues ({queues})");
        else if (Entropy(queues, hand) > 60)
            errors.Invalid($"{path}.handSize", hand, $"required entropy bits of deckSize {queues} and handSize {hand} should not be greater than 60");
    }

    /// <summary>How many bits it takes to deal a hand of queues.</summary>
    private static int Entropy(long queues, long hand) => (int)Math.Ceiling(Math.Log2(queues) * hand);
}
