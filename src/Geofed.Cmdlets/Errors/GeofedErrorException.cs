using System.Management.Automation;

namespace Geofed.Cmdlets;

/// <summary>A failure with all that its error record needs. Made by <see cref="GeofedErrors"/> alone.</summary>
internal sealed class GeofedErrorException(string id, ErrorCategory category, string message, string advice, object? target, Exception? inner = null)
    : Exception(message, inner)
{
    public string Id => id;

    /// <param name="about">The target when the failure itself names none.</param>
    public ErrorRecord ToRecord(object? about) => new(this, id, category, target ?? about)
    {
        // PowerShell shows the recommendation below the message.
        ErrorDetails = new(Message) { RecommendedAction = advice },
    };
}
