using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>Groups of the community need its approval (apiextensions-apiserver pkg/apihelpers, pkg/controller/apiapproval).</summary>
internal static class CommunityApproval
{
    private const string Annotation = "api-approved.kubernetes.io";
    private const string See = "see https://github.com/kubernetes/enhancements/pull/1111";

    public static void Check(JsonObject obj, JsonObject? old, FieldErrors errors)
    {
        if (Of(obj) is not { } approval || (old is not null && Of(old)?.Reason == approval.Reason))
            return;
        if (approval.Reason == "MissingAnnotation")
            errors.Required($"metadata.annotations[{Annotation}]", approval.Message);
        else if (approval.Reason == "InvalidAnnotation")
            errors.Invalid($"metadata.annotations[{Annotation}]", obj.Annotation(Annotation), approval.Message);
    }

    /// <summary>What the condition KubernetesAPIApprovalPolicyConformant says; null for groups that are anybody's.</summary>
    public static (string Status, string Reason, string Message)? Of(JsonObject definition)
    {
        var group = definition.Str("spec", "group") ?? "";
        var guarded = group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);
        if (!guarded)
            return null;
        var text = definition.Annotation(Annotation) ?? "";
        if (text.Length == 0)
            return ("False", "MissingAnnotation", $"protected groups must have approval annotation \"{Annotation}\", {See}");
        if (text.StartsWith("unapproved", StringComparison.Ordinal))
            return ("False", "UnapprovedAnnotation", $"not approved: {FieldErrors.Quote(text)}");
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 ? ("True", "ApprovedAnnotation", $"approved in {text}")
            : ("False", "InvalidAnnotation", $"protected groups must have approval annotation \"{Annotation}\" with either a URL or a reason starting with \"unapproved\", {See}");
    }
}
