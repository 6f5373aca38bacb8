using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for Windows' options (validateWindowsSecurityContextOptions, validateWindowsHostProcessPod).</summary>
internal static partial class WindowsRules
{
    private const string Label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";

    [GeneratedRegex("""^[^\\/:\*\?"<>|\.][^\\/:\*\?"<>|]{0,14}\z""")]
    private static partial Regex NetBios();

    [GeneratedRegex("^" + Label + "(?:\\." + Label + ")*\\z")]
    private static partial Regex Domain();

    [GeneratedRegex("""["/\\:;|=,\+\*\?<>@\[\]]""")]
    private static partial Regex BadInUser();

    public static void Options(JsonObject? options, FieldErrors errors, string path)
    {
        if (options.Str("gmsaCredentialSpecName") is { } name)
            errors.Each($"{path}.gmsaCredentialSpecName", name, Names.DnsSubdomainErrors(name));
        if (options.Str("gmsaCredentialSpec") is { } credential)
        {
            if (credential.Length == 0)
                errors.Invalid($"{path}.gmsaCredentialSpec", credential, "gmsaCredentialSpec cannot be an empty string");
            else if (credential.Length > 64 * 1024)
                errors.Invalid($"{path}.gmsaCredentialSpec", credential, "gmsaCredentialSpec size must be under 64 KiB");
        }
        if (options.Str("runAsUserName") is { } user)
            errors.Each($"{path}.runAsUserName", user, UserName(user).Select(w => "runAsUserName" + w));
    }

    private static IEnumerable<string> UserName(string name)
    {
        var parts = name.Split('\\');
        if (name.Length == 0)
            yield return " cannot be an empty string";
        else if (name.Any(char.IsControl))
            yield return " cannot contain control characters";
        else if (parts.Length > 2)
            yield return " cannot contain more than one backslash";
        if (name.Length == 0 || name.Any(char.IsControl) || parts.Length > 2)
            yield break;
        var user = parts[^1];
        if (parts.Length == 2)
        {
            if (parts[0].Length >= 256)
                yield return "'s Domain length must be under 256 characters";
            if (!NetBios().IsMatch(parts[0]) && !Domain().IsMatch(parts[0]))
                yield return "'s Domain doesn't match the NetBios nor the DNS format";
        }
        if (user.Length == 0)
            yield return "'s User cannot be empty";
        else if (user.Length > 104)
            yield return "'s User length must not be longer than 104 characters";
        if (user.Length > 0 && user.All(c => c is '.' or ' '))
            yield return "'s User cannot contain only periods or spaces";
        if (BadInUser().IsMatch(user))
            yield return """'s User cannot contain the following characters: "/\:;|=,+*?<>@[]""";
    }

    /// <summary>Containers that are processes of the host: all or none, and on its network.</summary>
    public static void HostProcess(JsonObject spec, FieldErrors errors, string path)
    {
        var ofPod = spec.Bool("securityContext", "windowsOptions", "hostProcess");
        var (all, host) = (0, 0);
        foreach (var (container, at) in PodScope.Containers(spec, path))
        {
            all++;
            var own = container.Bool("securityContext", "windowsOptions", "hostProcess");
            if (ofPod is { } pod && own is { } value && pod != value)
                errors.Invalid($"{at}.securityContext.windowsOptions.hostProcess", value, $"pod hostProcess value must be identical if both are specified, was {(pod ? "true" : "false")}");
            if (own ?? ofPod ?? false)
                host++;
        }
        if (host == 0)
            return;
        if (host != all)
            errors.Invalid(path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        if (spec.Bool("hostNetwork") != true)
            errors.Invalid($"{path}.hostNetwork", false, "hostNetwork must be true if pod contains any hostProcess containers");
    }
}
