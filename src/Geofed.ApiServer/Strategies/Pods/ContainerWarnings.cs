using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>What is accepted of containers, and may surprise: fractions of bytes, variables and ports told twice, former annotations.</summary>
internal static class ContainerWarnings
{
    private const string Seccomp = "seccomp.security.alpha.kubernetes.io/pod";
    private const string ContainerSeccomp = "container.seccomp.security.alpha.kubernetes.io/";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";
    private const string SeccompText = "non-functional in v1.27+; use the \"seccompProfile\" field instead";

    public static IEnumerable<string> Of(JsonObject owner, JsonObject spec, string prefix)
    {
        if (spec.At("securityContext", "seccompProfile") is null && owner.Annotation(Seccomp) is not null)
            yield return $"{prefix}metadata.annotations[{Seccomp}]: {SeccompText}";
        var containers = PodScope.Containers(spec, $"{prefix}spec").ToList();
        foreach (var (container, path) in containers)
        {
            var name = container.Str("name") ?? "";
            if (container.At("securityContext", "seccompProfile") is null && owner.Annotation(ContainerSeccomp + name) is not null)
                yield return $"{prefix}metadata.annotations[{ContainerSeccomp}{name}]: {SeccompText}";
            if (prefix.Length > 0 && (container.At("securityContext", "appArmorProfile") ?? spec.At("securityContext", "appArmorProfile")) is null && owner.Annotation(AppArmor + name) is not null)
                yield return $"{prefix}metadata.annotations[{AppArmor}{name}]: deprecated since v1.30; use the \"appArmorProfile\" field instead";
            foreach (var warning in OfResources(container, path).Concat(Variables(container, path)))
                yield return warning;
        }
        foreach (var warning in Ports(containers))
            yield return warning;
    }

    private static IEnumerable<string> OfResources(JsonObject container, string path) =>
        from resource in (string[])["memory", "ephemeral-storage"]
        from kind in (string[])["limits", "requests"]
        from warning in Fraction(container.Obj("resources", kind), resource, $"{path}.resources.{kind}")
        select warning;

    /// <summary>Bytes of memory and disk are whole.</summary>
    public static IEnumerable<string> Fractions(JsonObject? amounts, string path) =>
        Fraction(amounts, "memory", path).Concat(Fraction(amounts, "ephemeral-storage", path));

    private static IEnumerable<string> Fraction(JsonObject? amounts, string resource, string path) =>
        Quantity.From(amounts.At(resource)) is { } amount && amount.Milli % 1000 != 0
            ? [$"{path}[{resource}]: fractional byte value {FieldErrors.Quote(amount.ToString())} is invalid, must be an integer"] : [];

    /// <summary>A variable told again is fine as long as it builds on the first.</summary>
    private static IEnumerable<string> Variables(JsonObject container, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var variable in container.Objects("env"))
        {
            var (name, value) = (variable.Str("name") ?? "", variable.Str("value") ?? "");
            var reference = $"$({name})";
            if (!seen.Add(name) && (variable["valueFrom"] is not null || value == reference || !value.Contains(reference, StringComparison.Ordinal)))
                yield return $"{path}.env[{i}]: hides previous definition of {FieldErrors.Quote(name)}, which may be dropped when using apply";
            i++;
        }
    }

    private static IEnumerable<string> Ports(List<(JsonObject Container, string Path)> containers)
    {
        var all = new List<(string Key, string Path, JsonObject Port)>();
        foreach (var (port, path) in containers.SelectMany(c => c.Container.Objects("ports").Select((p, i) => (p, $"{c.Path}.ports[{i}]"))))
        {
            var (address, host) = (port.Str("hostIP") ?? "", port.PortNumber("hostPort"));
            if (address.Length > 0 && host == 0)
                yield return $"{path}: hostIP set without hostPort: {{Name:{port.Str("name")} HostPort:0 ContainerPort:{port.PortNumber("containerPort")} Protocol:{port.Str("protocol")} HostIP:{address}}}";
            var key = $"{port.PortNumber("containerPort")}/{port.Str("protocol")}";
            foreach (var (_, other, first) in all.Where(a => a.Key == key))
            {
                if (address == (first.Str("hostIP") ?? "") && host == first.PortNumber("hostPort"))
                    yield return $"{path}: duplicate port definition with {other}";
                else if (host == 0 || first.PortNumber("hostPort") == 0)
                    yield return $"{path}: overlapping port definition with {other}";
                else if (host == first.PortNumber("hostPort") && (address.Length == 0 || string.IsNullOrEmpty(first.Str("hostIP"))))
                    yield return $"{path}: overlapping port definition with {other}";
            }
            all.Add((key, path, port));
        }
    }
}
