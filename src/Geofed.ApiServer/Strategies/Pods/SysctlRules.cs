using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for a pod's sysctls (validateSysctls, ValidateHostSysctl).</summary>
internal static partial class SysctlRules
{
    private const string Segment = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private const string Form = "(" + Segment + "[\\./])*" + Segment;

    private static readonly string[] OfIpc = ["kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.sem", "kernel.shm_rmid_forced", "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni"];

    [GeneratedRegex("^" + Form + "\\z")]
    private static partial Regex Name();

    public static void Validate(JsonObject spec, FieldErrors errors, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var sysctl in spec.Objects("securityContext", "sysctls"))
        {
            var at = $"{path}[{i++}].name";
            var name = sysctl.Str("name") ?? "";
            if (name.Length == 0)
                errors.Required(at);
            else if (name.Length > 253 || !Name().IsMatch(name))
                errors.Invalid(at, name, $"must have at most 253 characters and match regex ^{Form}$");
            else if (names.Contains(name))
                errors.Duplicate(at, name);
            names.Add(name);
            OnHost(name.Replace('/', '.'), name, spec, errors, at);
        }
    }

    /// <summary>What the host's network or IPC is set to is not the pod's to say.</summary>
    private static void OnHost(string dotted, string name, JsonObject spec, FieldErrors errors, string path)
    {
        if (spec.Bool("hostNetwork") == true && dotted.StartsWith("net.", StringComparison.Ordinal))
            errors.Invalid(path, name, "may not be specified when 'hostNetwork' is true");
        else if (spec.Bool("hostIPC") == true && (OfIpc.Contains(dotted) || dotted.StartsWith("fs.mqueue.", StringComparison.Ordinal)))
            errors.Invalid(path, name, "may not be specified when 'hostIPC' is true");
    }
}
