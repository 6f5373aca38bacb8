using System.Globalization;

namespace Geofed.Bench;

/// <summary>One thing measured, and what it is held against, measured in the same run.</summary>
/// <param name="Unit">Of both values, e.g. "ms".</param>
/// <param name="Against">What <paramref name="Limit"/> is.</param>
internal sealed record Measurement(string What, double Value, string Unit, string Against, double Limit)
{
    /// <summary>What is wished for, in words; null when nothing is.</summary>
    public string? Aim { get; init; }

    public double Ratio => Value / Limit;

    public string[] Cells => [What, Number(Value) + " " + Unit, Number(Limit) + " " + Unit, Number(Ratio), Against, Aim ?? ""];

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
