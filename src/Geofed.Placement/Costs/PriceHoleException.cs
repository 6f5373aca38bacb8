namespace Geofed.Placement.Costs;

/// <summary>A question cannot be answered because the price list does not say what it needs.</summary>
/// <param name="holes">What is missing, as it would be written, e.g. "gpuHour of nvidia-l4".</param>
public sealed class PriceHoleException(IReadOnlyList<string> holes) : Exception($"The prices do not say: {string.Join("; ", holes)}.")
{
    public IReadOnlyList<string> Holes { get; } = holes;
}
