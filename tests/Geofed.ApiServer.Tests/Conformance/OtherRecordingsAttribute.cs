using Xunit;

namespace Geofed.ApiServer.Tests.Conformance;

/// <summary>A theory over the recordings under the folders named in GEOFED_CONFORMANCE; skipped, and said so, when there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OtherRecordingsAttribute : TheoryAttribute
{
    public OtherRecordingsAttribute()
    {
        if (!Files().Any())
            Skip = "GEOFED_CONFORMANCE names no folder with recordings";
    }

    public static IEnumerable<string> Files() =>
        (Environment.GetEnvironmentVariable("GEOFED_CONFORMANCE") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).SelectMany(Recording.In);
}
