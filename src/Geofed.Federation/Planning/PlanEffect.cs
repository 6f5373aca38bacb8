using System.Globalization;
using Geofed.Placement.Planning;

namespace Geofed.Federation;

/// <summary>What a plan changes, in one line. Pure.</summary>
internal static class PlanEffect
{
    public static string Of(PlanTotals before, PlanTotals after)
    {
        var parts = new List<string>();
        Add("jobs that wait", before.WaitingJobs, after.WaitingJobs);
        Add("replicas without room", before.MissingReplicas, after.MissingReplicas);
        Add("GPUs in use", before.GpusInUse, after.GpusInUse);
        Add("GB from other regions", before.MovedGB, after.MovedGB);
        Add("ms to users", before.UserMs, after.UserMs);
        Add("cost of reading data", before.Egress, after.Egress);
        Add("cost an hour", before.HourlyPrice, after.HourlyPrice);
        return string.Join(", ", parts);

        void Add(string what, double from, double to)
        {
            if (Math.Round(from, 1) != Math.Round(to, 1))
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {from:0.#} > {to:0.#}"));
        }
    }
}
