using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>
/// How far a Job is. Each pod is counted once, whatever happens: its UID is first written into the status as uncounted, then its finalizer goes, and
/// only then the UID becomes part of the numbers (pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers).
/// </summary>
internal sealed class JobTally
{
    private readonly int _succeeded;
    private readonly int _failed;
    private readonly List<string> _uncountedSucceeded;
    private readonly List<string> _uncountedFailed;
    private readonly List<JsonObject> _counted = [];
    private readonly JsonObject _job;
    private readonly bool _indexed;

    /// <param name="ending">The Job is at its end: what still runs has failed.</param>
    public JobTally(JsonObject job, IReadOnlyCollection<JsonObject> pods, bool ending)
    {
        (_job, _indexed) = (job, job.IsIndexed());
        Completed = IndexSet.Parse(job.Str("status", "completedIndexes"), job.Count("spec", "completions"));
        var tracked = pods.Where(p => p.IsTracked()).ToList();
        var held = tracked.Select(p => p.Uid()).ToHashSet();
        (_uncountedSucceeded, var succeeded) = Flush("succeeded");
        (_uncountedFailed, var failed) = Flush("failed");
        (_succeeded, _failed) = (job.Count("status", "succeeded") + succeeded, job.Count("status", "failed") + failed);
        foreach (var pod in tracked)
            Count(pod, ending);
        Active = [.. pods.Where(p => p.IsActive())];
        Terminating = pods.Count(p => p.IsDeleting() && !p.IsFinished());

        (List<string> Held, int Gone) Flush(string part)
        {
            var uids = job.Strings("status", "uncountedTerminatedPods", part).ToList();
            return ([.. uids.Where(held.Contains)], uids.Count(u => !held.Contains(u)));
        }
    }

    public IReadOnlyList<JsonObject> Active { get; }

    public int Terminating { get; }

    public SortedSet<int> Completed { get; }

    public int Succeeded => _indexed ? Completed.Count : _succeeded + _uncountedSucceeded.Count;

    public int Failed => _failed + _uncountedFailed.Count;

    /// <summary>A pod's failure that fails the whole Job; null without one.</summary>
    public string? Fatal { get; private set; }

    /// <summary>Pods that are in the status once it is written: they need not be kept any longer.</summary>
    public IReadOnlyList<JsonObject> Counted => _counted;

    /// <summary>Nothing runs any more, and all of it is in the numbers.</summary>
    public bool IsSettled => Active.Count == 0 && Terminating == 0 && _counted.Count == 0;

    public JsonObject Status() => new()
    {
        ["active"] = Counts.Omittable(Active.Count),
        ["ready"] = Active.Count(p => p.IsReady()),
        ["terminating"] = Terminating,
        ["succeeded"] = Counts.Omittable(_indexed ? Completed.Count : _succeeded),
        ["failed"] = Counts.Omittable(_failed),
        ["completedIndexes"] = _indexed && Completed.Count > 0 ? IndexSet.Format(Completed) : null,
        ["uncountedTerminatedPods"] = Uncounted(),
    };

    private void Count(JsonObject pod, bool ending)
    {
        var uid = pod.Uid();
        if (_uncountedSucceeded.Contains(uid) || _uncountedFailed.Contains(uid))
        {
            _counted.Add(pod);
            return;
        }
        var lost = pod.IsDeleting() && (!_job.ReplacesFailedOnly() || pod.Str("spec", "nodeName") is null or "");
        if (pod.Phase() == "Succeeded")
        {
            if (!_indexed)
                _uncountedSucceeded.Add(uid);
            else if (pod.CompletionIndex() is { } index && index < _job.Count("spec", "completions"))
                Completed.Add(index);
        }
        else if (pod.Phase() == "Failed" || lost || ending && pod.IsDeleting())
        {
            var (action, message) = PodFailurePolicy.Match(_job, pod);
            if (action == "FailJob")
                Fatal ??= message;
            if (action != "Ignore")
                _uncountedFailed.Add(uid);
        }
        else
            return;
        _counted.Add(pod);
    }

    // An emptied list is taken away with null; one that is not there is not mentioned.
    private JsonObject Uncounted()
    {
        var uncounted = new JsonObject();
        foreach (var (part, uids) in (ReadOnlySpan<(string, List<string>)>)[("succeeded", _uncountedSucceeded), ("failed", _uncountedFailed)])
        {
            if (uids.Count > 0)
                uncounted[part] = new JsonArray([.. uids.Select(u => (JsonNode)u)]);
            else if (_job.At("status", "uncountedTerminatedPods", part) is not null)
                uncounted[part] = null;
        }
        return uncounted;
    }
}
