namespace Geofed.PulumiDouble;

/// <summary>How Google's refusals reach the user through the provider: the wording of each, by the kind of a fault.</summary>
internal static class ProviderTexts
{
    private const string Schema = "sdk-v2/provider2.go:572: sdk.helper_schema: ";

    /// <summary>The kinds that a resource fails with.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["quota", "quota-cpus", "quota-global", "stockout", "api-not-enabled", "no-credentials", "token-expired", "permission-denied", "network-lost", "already-exists", "unavailable"];

    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="noun">What the resource is called, e.g. "NodePool".</param>
    /// <param name="project">Of Google.</param>
    /// <param name="id">Its full name.</param>
    public static string Of(string kind, string noun, string project, string id) => kind switch
    {
        "quota" => $"{Schema}error creating {noun}: googleapi: Error 403: Insufficient regional quota to satisfy request: resource \"NVIDIA_L4_GPUS\": request requires '1.0' and is short '1.0'.\n",
        "quota-cpus" => $"{Schema}error creating {noun}: googleapi: Error 403: \n\t(1) insufficient regional quota to satisfy request: resource \"CPUS\": request requires '72.0' and is short '48.0'. "
            + $"project has a quota of '24.0' with '24.0' available. View and manage quotas at https://console.cloud.google.com/iam-admin/quotas?usage=USED&project={project}\n"
            + "\t(2) insufficient regional quota to satisfy request: resource \"IN_USE_ADDRESSES\": request requires '9.0' and is short '1.0'. "
            + $"project has a quota of '8.0' with '8.0' available. View and manage quotas at https://console.cloud.google.com/iam-admin/quotas?usage=USED&project={project}., forbidden\n",
        "quota-global" => $"{Schema}Error waiting for creating GKE {noun}: Google Compute Engine: Not all instances running in IGM after 22.4s. Expected 1, running 0, transitioning 1. "
            + "Current errors: [GCE_QUOTA_EXCEEDED]: Instance 'gke-pool-1' creation failed: Quota 'GPUS_ALL_REGIONS' exceeded.  Limit: 0.0 globally.\n",
        "stockout" => $"{Schema}Error waiting for creating GKE {noun}: Google Compute Engine: Not all instances running in IGM after 35m4.03s. Expected 1, running 0, transitioning 1. "
            + $"Current errors: [GCE_STOCKOUT]: Instance 'gke-pool-1' creation failed: The zone 'projects/{project}/zones/europe-west4-a' does not have enough resources available to fulfill the request. '(resource type:compute)'.\n",
        "api-not-enabled" => $"{Schema}googleapi: Error 403: Kubernetes Engine API has not been used in project {project} before or it is disabled. "
            + $"Enable it by visiting https://console.developers.google.com/apis/api/container.googleapis.com/overview?project={project} then retry. "
            + "If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.\nDetails:\n[\n  {\n    \"@type\": \"type.googleapis.com/google.rpc.ErrorInfo\",\n"
            + "    \"domain\": \"googleapis.com\",\n    \"metadata\": {\n      \"service\": \"container.googleapis.com\"\n    },\n    \"reason\": \"SERVICE_DISABLED\"\n  }\n]\n, accessNotConfigured\n",
        "no-credentials" => "google: could not find default credentials. See https://cloud.google.com/docs/authentication/external/set-up-adc for more information\n",
        "token-expired" => $"{Schema}Post \"https://container.googleapis.com/v1beta1/projects/{project}/locations?alt=json&prettyPrint=false\": oauth2: \"invalid_grant\" \"reauth related error (invalid_rapt)\" "
            + "\"https://support.google.com/a/answer/9368756\"\n",
        "permission-denied" => $"{Schema}googleapi: Error 403: Required \"container.{(noun == "NodePool" ? "clusters.update" : "clusters.create")}\" permission(s) for \"projects/{project}\"., forbidden\n",
        "network-lost" => $"{Schema}Error waiting for creating GKE {noun}: error while retrieving operation: Get \"https://container.googleapis.com/v1/projects/{project}/operations?alt=json&prettyPrint=false\": "
            + "dial tcp: lookup container.googleapis.com: no such host\n",
        "already-exists" => $"{Schema}googleapi: Error 409: Already exists: {id}., alreadyExists\n",
        "unavailable" => $"{Schema}googleapi: Error 503: The service is currently unavailable., backendError\n",
        "deletion-protection" => "Cannot destroy cluster because deletion_protection is set to true. Set it to false to proceed with cluster deletion\n",
        _ => throw CliException.Refusal($"it knows no fault '{kind}'."),
    };

    /// <summary>The last word of a type: "NodePool" of "gcp:container/nodePool:NodePool".</summary>
    public static string Noun(string type) => type.Split(':')[^1];
}

/// <summary>A provider did not do what it was asked to.</summary>
/// <param name="message">In the provider's words.</param>
/// <param name="partial">The resource is there and not as wanted: it is kept in the state with the error (status 1); else nobody knows (status 2).</param>
internal sealed class ProviderException(string message, bool partial = false) : Exception(message)
{
    public bool IsPartial { get; } = partial;
}
