using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for volumes over iSCSI (validateISCSIVolumeSource, validateISCSIPersistentVolumeSource).</summary>
internal static partial class IscsiRules
{
    public const string TooLongText = "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.";

    [GeneratedRegex(@"iqn\.\d{4}-\d{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)\z")]
    private static partial Regex Iqn();

    [GeneratedRegex(@"^eui.[A-Za-z0-9]{16}\z")]
    private static partial Regex Eui();

    [GeneratedRegex(@"^naa.[A-Za-z0-9]{32}\z")]
    private static partial Regex Naa();

    /// <param name="unknownText">What upstream says of a name that begins otherwise: pods and PersistentVolumes differ.</param>
    public static void Validate(JsonObject source, FieldErrors errors, string path, string unknownText)
    {
        errors.RequireText(source, "targetPortal", path);
        if (source.Str("iqn") is { Length: > 0 } iqn)
            Name(iqn, errors, $"{path}.iqn", unknownText);
        else
            errors.Required($"{path}.iqn");
        errors.InRange($"{path}.lun", source.Int("lun") ?? 0, 0, 255);
        if ((source.Bool("chapAuthDiscovery") == true || source.Bool("chapAuthSession") == true) && source["secretRef"] is null)
            errors.Required($"{path}.secretRef");
        if (source.Str("initiatorName") is { } initiator)
            Name(initiator, errors, $"{path}.initiatorname", unknownText);
    }

    private static void Name(string name, FieldErrors errors, string path, string unknownText)
    {
        var form = name switch
        {
            ['i', 'q', 'n', ..] => Iqn(),
            ['e', 'u', 'i', ..] => Eui(),
            ['n', 'a', 'a', ..] => Naa(),
            _ => null,
        };
        if (form?.IsMatch(name) != true)
            errors.Invalid(path, name, form is null ? unknownText : "must be valid format");
    }
}
