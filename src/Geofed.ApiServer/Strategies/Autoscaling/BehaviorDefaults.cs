using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Autoscaling;

/// <summary>How fast to scale when some of it is said (pkg/apis/autoscaling/v2/defaults.go SetDefaults_HorizontalPodAutoscalerBehavior).</summary>
internal static class BehaviorDefaults
{
    public static void Of(JsonObject behavior)
    {
        var up = behavior.Ensure("scaleUp");
        up.SetWhenAbsent("stabilizationWindowSeconds", 0);
        up.SetWhenAbsent("selectPolicy", "Max");
        up.SetWhenAbsent("policies", new JsonArray(Policy("Pods", 4), Policy("Percent", 100)));
        var down = behavior.Ensure("scaleDown");
        down.SetWhenAbsent("selectPolicy", "Max");
        down.SetWhenAbsent("policies", new JsonArray(Policy("Percent", 100)));
    }

    private static JsonObject Policy(string type, int value) => new() { ["type"] = type, ["value"] = value, ["periodSeconds"] = 15 };
}
