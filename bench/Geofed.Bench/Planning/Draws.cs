namespace Geofed.Bench.Planning;

/// <summary>Numbers of the distributions that workloads have; the same for the same seed.</summary>
internal sealed class Draws(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int limit) => _random.Next(limit);

    public double Exponential(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    /// <summary>With the median 1 and a heavy tail (Box and Muller's normal, raised).</summary>
    public double LogNormal(double sigma) => Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));

    public T OneOf<T>(params (int Weight, T Value)[] choices)
    {
        var left = Below(choices.Sum(c => c.Weight));
        return choices.First(c => (left -= c.Weight) < 0).Value;
    }
}
