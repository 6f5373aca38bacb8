using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Annotations that mean something to a pod (ValidatePodSpecificAnnotations, ValidatePodSpecificAnnotationUpdates).</summary>
internal static class PodAnnotationRules
{
    public const string Mirror = "kubernetes.io/config.mirror";
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";
    private const string Seccomp = "seccomp.security.alpha.kubernetes.io/pod";
    private const string ContainerSeccomp = "container.seccomp.security.alpha.kubernetes.io/";

    /// <param name="owner">The pod or the template of pods.</param>
    public static void Validate(JsonObject? owner, FieldErrors errors, string path)
    {
        var annotations = owner.StringMap("metadata", "annotations");
        if (annotations.TryGetValue(Mirror, out var mirror) && string.IsNullOrEmpty(owner.Str("spec", "nodeName")))
            errors.Invalid($"{path}[{Mirror}]", mirror, "must set spec.nodeName if mirror pod annotation is set");
        if (annotations.TryGetValue(DeletionCost, out var cost) && !IsCost(cost))
            errors.Invalid($"{path}[{DeletionCost}]", cost, "must be a 32bit integer");
        if (annotations.TryGetValue(Seccomp, out var profile))
            SeccompProfile(profile, errors, $"{path}.{Seccomp}");
        foreach (var (key, value) in annotations.Where(a => a.Key.StartsWith(ContainerSeccomp, StringComparison.Ordinal)))
            SeccompProfile(value, errors, $"{path}.{key}");
        foreach (var (key, value) in annotations.Where(a => a.Key.StartsWith(AppArmor, StringComparison.Ordinal)))
            AppArmorProfile(owner.Obj("spec") ?? [], key, value, errors, $"{path}[{key}]");
    }

    public static void Changed(JsonObject obj, JsonObject old, FieldErrors errors, string path)
    {
        var (now, before) = (obj.StringMap("metadata", "annotations"), old.StringMap("metadata", "annotations"));
        foreach (var (key, _) in before.Where(b => now.GetValueOrDefault(b.Key) != b.Value))
            Forbid(key, "may not remove or update", errors, path);
        foreach (var (key, _) in now.Where(n => !before.ContainsKey(n.Key)))
            Forbid(key, "may not add", errors, path);
        Validate(obj, errors, path);
    }

    private static void Forbid(string key, string what, FieldErrors errors, string path)
    {
        if (key.StartsWith(AppArmor, StringComparison.Ordinal))
            errors.Forbidden($"{path}[{key}]", $"{what} AppArmor annotations");
        if (key == Mirror)
            errors.Forbidden($"{path}[{key}]", $"{what} mirror pod annotation");
    }

    // Go reads "+5" and "007" as well, but these are not taken.
    private static bool IsCost(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && text[0] != '+' && (text == "0" || text.TrimStart('-')[0] != '0');

    private static void SeccompProfile(string profile, FieldErrors errors, string path)
    {
        const string local = "localhost/";
        if (profile.StartsWith(local, StringComparison.Ordinal))
            MountRules.DescendingPath(profile[local.Length..], errors, path);
        else if (profile is not ("runtime/default" or "docker/default" or "unconfined"))
            errors.Invalid(path, profile, "must be a valid seccomp profile");
    }

    private static void AppArmorProfile(JsonObject spec, string key, string profile, FieldErrors errors, string path)
    {
        var name = key[AppArmor.Length..];
        if (!PodScope.Containers(spec, "").Any(c => c.Container.Str("name") == name))
            errors.Invalid(path, name, "container not found");
        if (profile is not ("" or "runtime/default" or "unconfined") && !profile.StartsWith("localhost/", StringComparison.Ordinal))
            errors.Invalid(path, profile, $"invalid AppArmor profile name: {FieldErrors.Quote(profile)}");
    }
}
