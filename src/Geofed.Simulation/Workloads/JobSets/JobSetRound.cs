using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>What a JobSet has come to, by its Jobs: of this round, and of those before a restart. Pure.</summary>
internal sealed class JobSetRound
{
    private readonly JsonObject _set;

    public JobSetRound(JsonObject set, IReadOnlyCollection<JsonObject> jobs)
    {
        _set = set;
        Attempt = set.Int("status", "restarts") ?? 0;
        var round = Attempt.ToString(CultureInfo.InvariantCulture);
        Current = [.. jobs.Where(j => j.Label(JobSetDocument.Attempt) == round)];
        Former = [.. jobs.Where(j => j.Label(JobSetDocument.Attempt) != round)];
        IsOver = set.IsTrue("Completed") || set.IsTrue("Failed");
        var failed = Current.Where(j => j.IsTrue("Failed")).OrderBy(j => j.Condition("Failed").Str("lastTransitionTime"), StringComparer.Ordinal).FirstOrDefault();
        Restarts = !IsOver && failed is not null && Attempt < (set.Int("spec", "failurePolicy", "maxRestarts") ?? 0);
        End = IsOver ? Said() : failed is not null ? Restarts ? null : Failure(failed) : Success();
    }

    public long Attempt { get; }

    /// <summary>Jobs of this round.</summary>
    public IReadOnlyList<JsonObject> Current { get; }

    /// <summary>Jobs of rounds before it.</summary>
    public IReadOnlyList<JsonObject> Former { get; }

    /// <summary>It has said already how it ended.</summary>
    public bool IsOver { get; }

    /// <summary>One of its Jobs has failed, and all of them are to begin again.</summary>
    public bool Restarts { get; }

    /// <summary>How it ended; null while it has not.</summary>
    public (string Type, string Reason, string Message)? End { get; }

    /// <param name="end">What it came to.</param>
    public JsonObject Status((string Type, string Reason, string Message)? end, bool restarts, DateTimeOffset now)
    {
        var conditions = _set.Arr("status", "conditions").Copy() ?? [];
        if (end is var (type, reason, message))
            conditions = conditions.With(type, "True", reason, message, now);
        else if (_set.IsSuspended())
            conditions = conditions.With("Suspended", "True", "SuspendedJobs", "jobset is suspended", now);
        else if (_set.IsTrue("Suspended"))
            conditions = conditions.With("Suspended", "False", "ResumeJobs", "jobset is resumed", now);
        var status = new JsonObject { ["conditions"] = conditions, ["replicatedJobsStatus"] = new JsonArray([.. _set.Objects("spec", "replicatedJobs").Select(r => (JsonNode)Of(r))]) };
        if (end is not null)
            status["terminalState"] = end.Value.Type;
        if (restarts)
            status["restarts"] = Attempt + 1;
        return status;
    }

    private (string, string, string)? Said()
    {
        var said = _set.IsTrue("Failed") ? _set.Condition("Failed") : _set.Condition("Completed");
        return (said.Str("type")!, said.Str("reason") ?? "", said.Str("message") ?? "");
    }

    private (string, string, string) Failure(JsonObject first) => _set.Obj("spec", "failurePolicy") is not null
        ? ("Failed", "ReachedMaxRestarts", $"jobset failed due to reaching max number of restarts (first failed job: {first.Name()})")
        : ("Failed", "FailedJobs", $"jobset failed due to one or more job failures (first failed job: {first.Name()})");

    private (string, string, string)? Success()
    {
        var named = _set.Strings("spec", "successPolicy", "targetReplicatedJobs").ToHashSet();
        var wanted = _set.Objects("spec", "replicatedJobs").Where(r => named.Count == 0 || named.Contains(r.Str("name") ?? "")).ToList();
        var complete = Current.Count(j => j.IsTrue("Complete") && wanted.Exists(r => r.Str("name") == j.Label(JobSetDocument.ReplicatedJob)));
        var enough = _set.Str("spec", "successPolicy", "operator") == "Any" ? complete > 0 : complete == wanted.Sum(JobSetDocument.Replicas);
        return enough && wanted.Count > 0 ? ("Completed", "AllJobsCompleted", "jobset completed successfully") : null;
    }

    private JsonObject Of(JsonObject replicated)
    {
        var jobs = Current.Where(j => j.Label(JobSetDocument.ReplicatedJob) == replicated.Str("name")).ToList();
        var running = jobs.Where(j => j.FinishedCondition() is null).ToList();
        return new()
        {
            ["name"] = replicated.Str("name"),
            ["ready"] = running.Count(j => (j.Int("status", "ready") ?? 0) + (j.Int("status", "succeeded") ?? 0) >= Math.Min(j.Int("spec", "parallelism") ?? 1, j.Int("spec", "completions") ?? long.MaxValue)),
            ["succeeded"] = jobs.Count(j => j.IsTrue("Complete")),
            ["failed"] = jobs.Count(j => j.IsTrue("Failed")),
            ["active"] = running.Count(j => j.Int("status", "active") > 0),
            ["suspended"] = running.Count(j => j.IsSuspended()),
        };
    }
}
