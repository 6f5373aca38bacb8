using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for node and pod affinity (validateAffinity).</summary>
internal static class AffinityRules
{
    private const string Hard = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Soft = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Validate(JsonObject? affinity, FieldErrors errors, string path)
    {
        if (affinity.Obj("nodeAffinity") is { } node)
            Node(node, errors, $"{path}.nodeAffinity");
        foreach (var kind in (string[])["podAffinity", "podAntiAffinity"])
        {
            if (affinity.Obj(kind) is { } pod)
                Pod(pod, errors, $"{path}.{kind}");
        }
    }

    /// <summary>The terms of a node selector, of which there must be one.</summary>
    public static void NodeSelector(JsonObject selector, FieldErrors errors, string path)
    {
        var terms = selector.Objects("nodeSelectorTerms").ToList();
        if (terms.Count == 0)
            errors.Required($"{path}.nodeSelectorTerms", "must have at least one node selector term");
        for (var i = 0; i < terms.Count; i++)
            Term(terms[i], isHard: true, errors, $"{path}.nodeSelectorTerms[{i}]");
    }

    private static void Node(JsonObject affinity, FieldErrors errors, string path)
    {
        if (affinity.Obj(Hard) is { } hard)
            NodeSelector(hard, errors, $"{path}.{Hard}");
        var i = 0;
        foreach (var soft in affinity.Objects(Soft))
        {
            var at = $"{path}.{Soft}[{i++}]";
            Weight(soft, errors, at);
            Term(soft.Obj("preference"), isHard: false, errors, $"{at}.preference");
        }
    }

    private static void Weight(JsonObject soft, FieldErrors errors, string path)
    {
        if ((soft.Int("weight") ?? 0) is var weight && weight is < 1 or > 100)
            errors.Invalid($"{path}.weight", weight, "must be in the range 1-100");
    }

    private static void Term(JsonObject? term, bool isHard, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var requirement in term.Objects("matchExpressions"))
            NodeRequirement(requirement, isHard, errors, $"{path}.matchExpressions[{i++}]");
        i = 0;
        foreach (var requirement in term.Objects("matchFields"))
            FieldRequirement(requirement, errors, $"{path}.matchFields[{i++}]");
    }

    private static void FieldRequirement(JsonObject requirement, FieldErrors errors, string path)
    {
        var values = requirement.Strings("values").ToList();
        if (requirement.Str("operator") is not ("In" or "NotIn") and var op)
            errors.Invalid($"{path}.operator", op ?? "", "not a valid selector operator");
        else if (values.Count != 1)
            errors.Required($"{path}.values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        if (requirement.Str("key") is not "metadata.name" and var key)
        {
            errors.Invalid($"{path}.key", key ?? "", "not a valid field selector key");
            return;
        }
        for (var i = 0; i < values.Count; i++)
            errors.Each($"{path}.values[{i}]", values[i], Names.DnsSubdomainErrors(values[i]));
    }

    private static void NodeRequirement(JsonObject requirement, bool isHard, FieldErrors errors, string path)
    {
        var count = requirement.Arr("values")?.Count ?? 0;
        switch (requirement.Str("operator") ?? "")
        {
            case "In" or "NotIn" when count == 0:
                errors.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when count > 0:
                errors.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt" when count != 1:
                errors.Required($"{path}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist" or "Gt" or "Lt":
                break;
            case var other:
                errors.Invalid($"{path}.operator", other, "not a valid selector operator");
                break;
        }
        var key = requirement.Str("key") ?? "";
        errors.Each($"{path}.key", key, Names.QualifiedName(key));
        if (!isHard)
            return;
        // A preference for no label there can be is no more than useless.
        var i = 0;
        foreach (var value in requirement.Strings("values"))
            errors.Each($"{path}.values[{i++}]", value, Names.LabelValue(value));
    }

    private static void Pod(JsonObject affinity, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var term in affinity.Objects(Hard))
            PodTerm(term, errors, $"{path}.{Hard}[{i++}]");
        i = 0;
        foreach (var soft in affinity.Objects(Soft))
        {
            var at = $"{path}.{Soft}[{i++}]";
            Weight(soft, errors, at);
            PodTerm(soft.Obj("podAffinityTerm"), errors, $"{at}.podAffinityTerm");
        }
    }

    private static void PodTerm(JsonObject? term, FieldErrors errors, string path)
    {
        if (term.Obj("labelSelector") is { } selector)
            SelectorRules.Validate(selector, errors, $"{path}.labelSelector");
        if (term.Obj("namespaceSelector") is { } namespaces)
            SelectorRules.Validate(namespaces, errors, $"{path}.namespaceSelector");
        foreach (var name in term.Strings("namespaces"))
            errors.Each($"{path}.namespace", name, Names.DnsLabelErrors(name));
        LabelKeyRules.OfAffinity(term, errors, path);
        var key = term.Str("topologyKey") ?? "";
        if (key.Length == 0)
            errors.Required($"{path}.topologyKey", "can not be empty");
        errors.Each($"{path}.topologyKey", key, Names.QualifiedName(key));
    }
}
