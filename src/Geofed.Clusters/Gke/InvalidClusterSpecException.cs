namespace Geofed.Clusters.Gke;

/// <summary>What was asked for cannot be: one field breaks a rule of Google Cloud's, found before anything is asked of it.</summary>
/// <param name="subject">What it is about, e.g. "Cluster 'train'".</param>
/// <param name="field">The member of the spec, which is also the cmdlet's parameter, e.g. "Region".</param>
/// <param name="rule">A sentence that says what is wrong and what is right.</param>
public sealed class InvalidClusterSpecException(string subject, string field, string rule, Exception? inner = null) : ArgumentException($"{subject}: {field}: {rule}", inner)
{
    public string Subject { get; } = subject;
    public string Field { get; } = field;
    public string Rule { get; } = rule;
}
