using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Pulumi;

/// <summary>A stack in the list of a backend.</summary>
/// <param name="LastUpdate">Null before its first.</param>
/// <param name="UpdateInProgress">Null where the backend does not tell: files and buckets.</param>
/// <param name="Url">Its page in Pulumi Cloud; null elsewhere.</param>
public sealed record StackSummary(StackName Name, DateTimeOffset? LastUpdate, int? ResourceCount, bool? UpdateInProgress, string? Url)
{
    internal static IReadOnlyList<StackSummary> Parse(string list) =>
    [
        .. PulumiJson.Objects(list).Select(s => new StackSummary(StackName.Parse(s.Str("name") ?? "", ""), PulumiJson.Time(s.Str("lastUpdate")),
            (int?)s.Int("resourceCount"), s.Bool("updateInProgress"), s.Str("url"))),
    ];
}

/// <summary>An operation in the history of a stack.</summary>
/// <param name="Version">Counts the operations of the stack, from 1.</param>
/// <param name="Kind">update, preview, refresh, destroy, import, …</param>
/// <param name="Result">not-started, in-progress, succeeded or failed.</param>
/// <param name="Changes">Resources by operation.</param>
public sealed record UpdateRecord(int Version, string Kind, string Result, DateTimeOffset? Start, DateTimeOffset? End, string Message, IReadOnlyDictionary<string, int> Changes)
{
    internal static IReadOnlyList<UpdateRecord> Parse(string history) => [.. PulumiJson.Objects(history).Select(One)];

    private static UpdateRecord One(JsonObject u) => new((int)(u.Int("version") ?? 0), u.Str("kind") ?? "", u.Str("result") ?? "", PulumiJson.Time(u.Str("startTime")),
        PulumiJson.Time(u.Str("endTime")), u.Str("message") ?? "", EngineEventReader.Counts(u.Obj("resourceChanges")));
}

/// <summary>What an operation did.</summary>
/// <param name="Changes">Resources by operation, with those that stayed as they were.</param>
/// <param name="Warnings">What is to be told although it succeeded.</param>
public sealed record UpdateResult(IReadOnlyDictionary<string, int> Changes, TimeSpan Duration, IReadOnlyList<string> Warnings);
