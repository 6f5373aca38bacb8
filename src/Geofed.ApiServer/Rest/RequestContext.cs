using Geofed.ApiServer.Access;

namespace Geofed.ApiServer.Rest;

/// <summary>Who asks, and how the request is to be carried out.</summary>
internal sealed record RequestContext(UserInfo User)
{
    public string FieldManager { get; init; } = "unknown";
    /// <summary>When the request came, as metav1.Time.</summary>
    public string Time { get; init; } = "";
    public bool DryRun { get; init; }
    /// <summary>Strict, Warn or Ignore.</summary>
    public string FieldValidation { get; init; } = "Warn";
    /// <summary>Whether the client named its field manager, or is called by its user agent.</summary>
    public bool HasFieldManager { get; init; } = true;
    /// <summary>Null when the request says nothing of it; only apply may.</summary>
    public bool? Force { get; init; }
    /// <summary>Fields that the body has more than once.</summary>
    public IReadOnlyList<string> Duplicates { get; init; } = [];
    /// <summary>The sentences for Warning headers, in order.</summary>
    public List<string> Warnings { get; } = [];
}
