namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The effects of taints and tolerations (validateTaintEffect).</summary>
internal static class TaintRules
{
    public static void Effect(string effect, FieldErrors errors, string path)
    {
        if (effect.Length == 0)
            errors.Required(path);
        else if (effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            errors.NotSupported(path, effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
    }
}
