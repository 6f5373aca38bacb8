using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.Cmdlets;

/// <summary>Kubernetes' refusal to change what cannot be changed, which repeats all of the field's value: a screen full of it for a pod template.</summary>
internal static partial class ImmutableField
{
    private const string Immutable = "field is immutable";

    public static bool IsOne(KubeApiException refusal) => refusal.Message.Contains(Immutable, StringComparison.Ordinal);

    /// <summary>The message without values that are documents.</summary>
    public static string Shortened(string message) => message.Contains(Immutable, StringComparison.Ordinal) ? Value().Replace(message, ": " + Immutable) : message;

    [GeneratedRegex(@": Invalid value: \{(?:(?!: Invalid value: ).)*\}: field is immutable", RegexOptions.Singleline)]
    private static partial Regex Value();
}
