using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Admission;
using Geofed.ApiServer.Rest;

namespace Geofed.ApiServer;

/// <summary>What one API is.</summary>
public sealed record ApiServerOptions
{
    /// <summary>The partition in the store, e.g. "clusters/us-west1".</summary>
    public required string Name { get; init; }
    public TimeProvider Time { get; init; } = TimeProvider.System;
    /// <summary>Installed, or brought up to date, when the API is opened.</summary>
    public IReadOnlyList<JsonObject> CustomResourceDefinitions { get; init; } = [];
    /// <summary>Resources that are worked out from others when they are asked for.</summary>
    public IReadOnlyList<ComputedResource> Computed { get; init; } = [];
    public IReadOnlyList<IAdmission> Admission { get; init; } = [];
    /// <summary>The sentence that pods/log, exec, attach and portforward are refused with.</summary>
    public string? ConnectRefusal { get; init; }
    /// <summary>Created when the API is opened and they are not there.</summary>
    public IReadOnlyList<JsonObject> InitialObjects { get; init; } = [];
    /// <summary>The version that /version tells, e.g. "v1.36.2".</summary>
    public string KubernetesVersion { get; init; } = "v1.36.2";
    /// <summary>Requests that may be under way at once, watches aside; more are told to come back.</summary>
    public int MaxRequestsInFlight { get; init; } = 600;
    /// <summary>Watches that one user may hold at once.</summary>
    public int MaxWatchesPerUser { get; init; } = 10_000;
    /// <summary>Hears of failures that nobody foresaw, one text each, for those who look after the server.</summary>
    public Action<string> Log { get; init; } = _ => { };
    /// <summary>Addresses of Services, in CIDR notation; at most a /16 is used.</summary>
    public string ServiceIpRange { get; init; } = "10.96.0.0/16";
    /// <summary>Who signs client certificates, and what service account pods trust; none when null.</summary>
    public X509Certificate2? Ca { get; init; }
    /// <summary>Tokens of administrators besides <see cref="KubeApiServer.AdminToken"/>.</summary>
    public IReadOnlyList<string> AdminTokens { get; init; } = [];
}
