using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>
/// Which of its names a definition gets, and the conditions that say so (apiextensions-apiserver pkg/controller/status, establish).
/// </summary>
internal static class DefinitionNames
{
    public static bool Is(JsonNode? definition, string condition) =>
        definition.Objects("status", "conditions").Any(c => c.Str("type") == condition && c.Str("status") == "True");

    /// <summary>The definition with the names that no other of its group has; null when there is nothing to change.</summary>
    public static JsonObject? Accept(JsonObject definition, IEnumerable<JsonObject> others, string now)
    {
        var (wanted, had) = (definition.Obj("spec", "names") ?? [], definition.Obj("status", "acceptedNames") ?? []);
        if (JsonNode.DeepEquals(wanted, had))
            return CommunityApproval.Of(definition) is null ? null : Changed(definition, Approve(definition.Copy(), now));
        var taken = others.Where(o => o.Name() != definition.Name() && o.Str("spec", "group") == definition.Str("spec", "group")).Select(o => o.At("status", "acceptedNames")).ToList();
        var resources = taken.SelectMany(t => t.Strings("shortNames").Append(t.Str("plural") ?? "").Append(t.Str("singular") ?? "")).ToHashSet();
        var kinds = taken.SelectMany(t => (string[])[t.Str("kind") ?? "", t.Str("listKind") ?? ""]).ToHashSet();
        var (accepted, conflict) = (had.Copy(), ((string Reason, string Message)?)null);
        foreach (var (key, reason, used) in ((string, string, HashSet<string>)[])[("plural", "PluralConflict", resources), ("singular", "SingularConflict", resources)])
            Take(wanted, had, accepted, key, reason, used, ref conflict);
        TakeShortNames(wanted, had, accepted, resources, ref conflict);
        foreach (var (key, reason) in ((string, string)[])[("kind", "KindConflict"), ("listKind", "ListKindConflict")])
            Take(wanted, had, accepted, key, reason, kinds, ref conflict);
        Copy(wanted, accepted, "categories");
        return Conclude(definition, accepted, conflict, now);
    }

    /// <summary>Sets a condition; the time of a status that stays is kept.</summary>
    public static void Set(JsonObject definition, string type, string status, string reason, string message, string now)
    {
        if (definition.Ensure("status")["conditions"] is not JsonArray conditions)
            definition.Ensure("status")["conditions"] = conditions = [];
        var found = conditions.OfType<JsonObject>().FirstOrDefault(c => c.Str("type") == type);
        var since = found.Str("status") == status ? found.Str("lastTransitionTime") : now;
        var made = new JsonObject { ["type"] = type, ["status"] = status, ["lastTransitionTime"] = since, ["reason"] = reason, ["message"] = message };
        if (found is null)
            conditions.Add((JsonNode)made);
        else
            conditions[conditions.IndexOf(found)] = made;
    }

    private static JsonObject? Conclude(JsonObject definition, JsonObject accepted, (string Reason, string Message)? conflict, string now)
    {
        var next = definition.Copy();
        next.Ensure("status")["acceptedNames"] = accepted;
        if (conflict is { } c)
            Set(next, "NamesAccepted", "False", c.Reason, c.Message, now);
        else
            Set(next, "NamesAccepted", "True", "NoConflicts", "no conflicts found", now);
        if (!Is(next, "Established"))
        {
            if (conflict is null)
                Set(next, "Established", "True", "InitialNamesAccepted", "the initial names have been accepted", now);
            else
                Set(next, "Established", "False", "NotAccepted", "not all names are accepted", now);
        }
        return Changed(definition, Approve(next, now));
    }

    private static JsonObject Approve(JsonObject definition, string now)
    {
        if (CommunityApproval.Of(definition) is { } approval)
            Set(definition, "KubernetesAPIApprovalPolicyConformant", approval.Status, approval.Reason, approval.Message, now);
        return definition;
    }

    private static JsonObject? Changed(JsonObject before, JsonObject after) => JsonNode.DeepEquals(after["status"], before["status"]) ? null : after;

    private static void Take(JsonObject wanted, JsonObject had, JsonObject accepted, string key, string reason, HashSet<string> used, ref (string, string)? conflict)
    {
        var name = wanted.Str(key) ?? "";
        if (name != (had.Str(key) ?? "") && used.Contains(name))
            conflict = (reason, $"\"{name}\" is already in use");
        else
            Copy(wanted, accepted, key);
    }

    private static void TakeShortNames(JsonObject wanted, JsonObject had, JsonObject accepted, HashSet<string> used, ref (string, string)? conflict)
    {
        var clashes = wanted.Strings("shortNames").Except(had.Strings("shortNames")).Where(used.Contains).Select(n => $"\"{n}\" is already in use").ToList();
        if (clashes.Count == 0)
            Copy(wanted, accepted, "shortNames");
        else
            conflict = ("ShortNamesConflict", clashes.Count == 1 ? clashes[0] : $"[{string.Join(", ", clashes)}]");
    }

    private static void Copy(JsonObject from, JsonObject to, string key)
    {
        to.Remove(key);
        if (from[key] is { } value)
            to[key] = value.DeepClone();
    }
}
