using Xunit;

namespace Geofed.ApiServer.Tests.Conformance;

/// <summary>Replays recordings of a real API server: same status, same body, and nearly always the same words.</summary>
public sealed class ReplayTests
{
    /// <summary>The level that is reached instead of 3, and why (docs/api-server.md has more).</summary>
    private static readonly Dictionary<string, int> Exceptions = new()
    {
        // The address of the machine that was recorded stands in the answer.
        ["misc-paths#4"] = 1,
    };

    public static TheoryData<string> Recorded => [.. Recording.In(Path.Combine(AppContext.BaseDirectory, "Conformance", "kube-api")).Select(file => Path.GetFileName(file))];

    public static TheoryData<string> Others => [.. OtherRecordingsAttribute.Files()];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task The_answers_are_those_of_the_real_server(string file)
    {
        var outcomes = await Replay.RunAsync(Path.Combine(AppContext.BaseDirectory, "Conformance", "kube-api", file));
        Assert.Empty(outcomes.Where(o => o.Value.Level < Exceptions.GetValueOrDefault(o.Key, 3)).Select(o => $"{o.Key}: {o.Value.Difference}"));
    }

    [OtherRecordings]
    [MemberData(nameof(Others))]
    public async Task Other_recordings_are_answered_alike(string file)
    {
        var outcomes = await Replay.RunAsync(file);
        Assert.Empty(outcomes.Where(o => o.Value.Level < Exceptions.GetValueOrDefault(o.Key, 2)).Select(o => $"{o.Key}: {o.Value.Difference}"));
        var worded = outcomes.Count(o => o.Value.Level == 3 || Exceptions.ContainsKey(o.Key));
        Assert.True(worded >= 0.97 * outcomes.Count, string.Join("\n", outcomes.Where(o => o.Value.Level < 3).Select(o => $"{o.Key}: {o.Value.Difference}")));
    }
}
