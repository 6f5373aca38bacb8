using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>What is accepted of a pod or a template, and may surprise (pkg/api/pod/warnings.go).</summary>
internal static class PodWarnings
{
    private static readonly (string Key, string Text)[] Annotations =
    [
        ("scheduler.alpha.kubernetes.io/critical-pod", "non-functional in v1.16+; use the \"priorityClassName\" field instead"),
        ("security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
        ("security.alpha.kubernetes.io/unsafe-sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
    ];

    public static IEnumerable<string> OfPod(JsonObject pod) =>
        OfName(pod, "the Pod's hostname").Concat(Of(pod, ""));

    public static IEnumerable<string> OfTemplate(JsonObject obj, string path) => Of(obj.Obj(path.Split('.')) ?? [], $"{path}.");

    /// <summary>The template of a workload whose name becomes part of its pods' names.</summary>
    public static IEnumerable<string> OfWorkload(JsonObject obj, string path) => OfName(obj, "Pod names and hostnames").Concat(OfTemplate(obj, path));

    private static IEnumerable<string> OfName(JsonObject obj, string use) => Names.DnsLabelErrors(obj.Name()).ToList() is not { Count: > 0 } wrongs ? []
        : [$"metadata.name: this is used in {use}, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', wrongs)}]"];

    private static IEnumerable<string> Of(JsonObject owner, string prefix)
    {
        var spec = owner.Obj("spec") ?? [];
        var path = $"{prefix}spec";
        return NodeLabelWarnings.Of(spec, path)
            .Concat(Annotations.Where(a => owner.Annotation(a.Key) is not null).Select(a => $"{prefix}metadata.annotations[{a.Key}]: {a.Text}"))
            .Concat(spec.Objects("volumes").SelectMany((v, i) => VolumeWarnings.Of(v, $"{path}.volumes[{i}]")))
            .Concat(Twice(spec, "hostAliases", "ip", path))
            .Concat(Twice(spec, "imagePullSecrets", "name", path))
            .Concat(spec.Objects("imagePullSecrets").Select((s, i) => (s, i)).Where(p => string.IsNullOrEmpty(p.s.Str("name")))
                .Select(p => $"{path}.imagePullSecrets[{p.i}].name: invalid empty name \"\""))
            .Concat(ContainerWarnings.Fractions(spec.Obj("overhead"), $"{path}.overhead"))
            .Concat(ContainerWarnings.Of(owner, spec, prefix))
            .Concat(spec.Int("terminationGracePeriodSeconds") < 0 ? [$"{path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1"] : [])
            .Concat(AffinityTerms(spec, path));
    }

    private static IEnumerable<string> Twice(JsonObject spec, string list, string key, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var value in spec.Objects(list).Select(o => o.Str(key) ?? ""))
        {
            if (!seen.Add(value))
                yield return $"{path}.{list}[{i}].{key}: duplicate {key} {FieldErrors.Quote(value)}";
            i++;
        }
    }

    private static IEnumerable<string> AffinityTerms(JsonObject spec, string path)
    {
        foreach (var kind in (string[])["podAffinity", "podAntiAffinity"])
        {
            foreach (var (list, inner) in ((string, string)[])[("requiredDuringSchedulingIgnoredDuringExecution", ""), ("preferredDuringSchedulingIgnoredDuringExecution", "podAffinityTerm")])
            {
                var i = 0;
                foreach (var item in spec.Objects("affinity", kind, list))
                {
                    if ((inner.Length == 0 ? item : item.Obj(inner)).At("labelSelector") is null)
                        yield return $"{path}.affinity.{kind}.{list}[{i}]{(inner.Length == 0 ? "" : $".{inner}")}.labelSelector: a null labelSelector results in matching no pod";
                    i++;
                }
            }
        }
    }
}
