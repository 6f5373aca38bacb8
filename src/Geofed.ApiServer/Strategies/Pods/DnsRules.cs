using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for how a pod finds names: dnsConfig and hostAliases (validatePodDNSConfig, ValidateHostAliases).</summary>
internal static partial class DnsRules
{
    private const string Form = "[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?";

    [GeneratedRegex("^" + Form + "(\\." + Form + ")*\\z")]
    private static partial Regex WithUnderscores();

    public static void Config(JsonObject spec, FieldErrors errors, string path)
    {
        var config = spec.Obj("dnsConfig");
        var servers = config.Strings("nameservers").ToList();
        if (spec.Str("dnsPolicy") == "None")
        {
            if (config is null)
                errors.Required(path, "must provide `dnsConfig` when `dnsPolicy` is None");
            else if (servers.Count == 0)
                errors.Required($"{path}.nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None");
            if (servers.Count == 0)
                return;
        }
        if (servers.Count > 3)
            errors.Invalid($"{path}.nameservers", config.At("nameservers").Copy(), "must not have more than 3 nameservers");
        for (var i = 0; i < servers.Count; i++)
            errors.Address($"{path}.nameservers[{i}]", servers[i]);
        Searches(config, errors, $"{path}.searches");
        var j = 0;
        foreach (var option in config.Objects("options"))
        {
            if (string.IsNullOrEmpty(option.Str("name")))
                errors.Required($"{path}.options[{j}]", "must not be empty");
            j++;
        }
    }

    public static void HostAliases(JsonObject spec, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var alias in spec.Objects("hostAliases"))
        {
            var at = $"{path}[{i++}]";
            errors.Address($"{at}.ip", alias.Str("ip") ?? "");
            var j = 0;
            foreach (var name in alias.Strings("hostnames"))
                errors.Each($"{at}.hostnames[{j++}]", name, Names.DnsSubdomainErrors(name));
        }
    }

    private static void Searches(JsonObject? config, FieldErrors errors, string path)
    {
        var searches = config.Strings("searches").ToList();
        if (searches.Count > 32)
            errors.Invalid(path, config.At("searches").Copy(), "must not have more than 32 search paths");
        if (string.Join(' ', searches).Length > 2048)
            errors.Invalid(path, config.At("searches").Copy(), "must not have more than 2048 characters (including spaces) in the search list");
        for (var i = 0; i < searches.Count; i++)
        {
            if (searches[i] != ".")
                Search(searches[i].EndsWith('.') ? searches[i][..^1] : searches[i], errors, $"{path}[{i}]");
        }
    }

    private static void Search(string search, FieldErrors errors, string path)
    {
        if (search.Length > 253)
            errors.Invalid(path, search, Names.MaxLength(253));
        if (!WithUnderscores().IsMatch(search))
            errors.Invalid(path, search, Names.RegexMessage("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                Form + "(\\." + Form + ")*", "example.com"));
    }
}
