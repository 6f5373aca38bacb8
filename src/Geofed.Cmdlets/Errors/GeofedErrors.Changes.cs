using System.Management.Automation;
using Geofed.Federation;

namespace Geofed.Cmdlets;

/// <content>Changes that a kind does not know.</content>
internal static partial class GeofedErrors
{
    public static GeofedErrorException NoReplicas(FederatedResource resource) => new(
        "NoReplicas", ErrorCategory.InvalidOperation, $"{resource} of federation '{resource.Federation}' cannot be scaled: it has no spec.replicas.",
        "Change its manifest, and publish it again with Publish-FederatedResource; a Job is published again with another -Parallelism.", resource);

    public static GeofedErrorException NotRestartable(FederatedResource resource) => new(
        "NotRestartable", ErrorCategory.InvalidOperation, $"{resource} of federation '{resource.Federation}' cannot be restarted: only a Deployment, a StatefulSet and a DaemonSet replace their pods.",
        "Name one of these with -Kind; what else runs is begun anew by unpublishing and publishing it.", resource);
}
