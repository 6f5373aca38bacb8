using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>What an operation is.</summary>
internal enum OperationKind { Update, Refresh, Destroy }

/// <summary>One up, preview, refresh or destroy from its first event to its last.</summary>
internal sealed class Operation(OpenStack stack, OperationKind kind, bool preview, Signals signals)
{
    private readonly Call _call = stack.Call;
    private readonly PreviewDigest _digest = new();

    /// <returns>The exit code (contract 1.6, 1.8).</returns>
    public async Task<int> RunAsync()
    {
        var began = _call.Time.GetTimestamp();
        var sinks = Sinks();
        var colors = _call.Arguments.Value("color") is not "never" && _call.Environment["NO_COLOR"] is null;
        var events = new EventStream(sinks, colors, _call.Time);
        using var telling = signals.Cancelling.Register(() => events.Say("^C received; cancelling. If you would like to terminate immediately, press ^C again."));
        using var cloud = _call.Environment.Cloud is { } folder ? new SimulatedCloud(folder, _call.Time) : null;
        var provider = new FaultyProvider(new(cloud, new(cloud)), _call, stack.Reference, signals);
        var steps = new StepRunner(stack.State, events, provider, stack.Save, preview);
        string result;
        try
        {
            var program = kind == OperationKind.Update ? YamlProgram.Load(stack.Project!, _call.Environment.Version) : null;
            new Plugins(_call, events).Ensure(program, stack.State, stack.Reference);
            events.Emit("preludeEvent", new() { ["config"] = new JsonObject(stack.Config.Select(c => KeyValuePair.Create(c.Key, SecretValue.Mask(c.Value)))) });
            result = await RunAsync(program, events, steps).ConfigureAwait(false);
            var changes = Changes(steps);
            events.Emit("summaryEvent", Summary(steps, changes, result, began));
            if (preview && _call.Json && !_call.Environment.IsTrue("PULUMI_ENABLE_STREAMING_JSON_PREVIEW"))
                _call.Line(Formats.Wide(_digest.Document(steps.Done, changes, _call.Time.GetElapsedTime(began), _call.Arguments.Has("show-sames"))));
            if (!preview)
                stack.Record(kind, result, changes);
            if (result == "succeeded" && _call.Arguments.Has("expect-no-changes") && changes.Any(c => c.Key != "same"))
                throw new CliException("no changes were expected but changes occurred", CliException.ChangesUnexpected);
        }
        finally
        {
            events.Emit("cancelEvent", []);
            foreach (var sink in sinks)
                sink.Dispose();
        }
        return result switch { "succeeded" => 0, "canceled" => CliException.Cancelled, _ => CliException.Generic };
    }

    private async Task<string> RunAsync(YamlProgram? program, EventStream events, StepRunner steps)
    {
        PendingOperations.KeepCreations(stack.State);
        if (stack.State.Pending.Count > 0)
            events.Diagnose("warning", PendingOperations.Warning(stack.State));
        using var slots = new SemaphoreSlim(Parallel);
        var walk = program is null ? null : new ProgramWalk(program, stack.Evaluator(program), stack.State, steps, _call.Arguments, slots, signals.Cancelling);
        try
        {
            var done = (kind != OperationKind.Refresh && !_call.Arguments.Has("refresh"))
                || await new RefreshWalk(stack.State, steps, events, new(_call.Arguments), signals.Cancelling).RunAsync().ConfigureAwait(false);
            if (done && kind != OperationKind.Refresh)
                done = walk is null ? await DestroyAsync(steps, slots).ConfigureAwait(false) : await walk.RunAsync().ConfigureAwait(false);
            done &= !signals.Cancelling.IsCancellationRequested || kind == OperationKind.Refresh;
            if (!done)
                events.Diagnose("error", signals.Cancelling.IsCancellationRequested ? "update canceled" : preview ? "preview failed" : "update failed");
            if (stack.State.Root is not null && walk is { IsBegun: true })
                walk.TellOutputs(done);
            return done ? "succeeded" : "failed";
        }
        catch (OperationCanceledException)
        {
            // The second signal: the state stays as the last write left it.
            events.Say("^C received; terminating");
            return "canceled";
        }
    }

    private async Task<bool> DestroyAsync(StepRunner steps, SemaphoreSlim slots)
    {
        var choice = new Choice(_call.Arguments);
        var doomed = stack.State.Resources.Where(r => choice.Includes(r.Str("urn")!)).ToList();
        if (_call.Arguments.Has("exclude-protected"))
            doomed = [.. doomed.Where(r => r.Bool("protect") != true && !stack.State.Resources.Any(p => p.Bool("protect") == true && Needs(p, r)))];
        if (doomed.Count < stack.State.Resources.Count)
            doomed.RemoveAll(r => r.IsRoot());
        return await new DeleteWalk(stack.State, steps, slots, signals.Cancelling).RunAsync(doomed, "delete", _call.Arguments.Has("ignore-protect")).ConfigureAwait(false);
    }

    private static bool Needs(JsonObject resource, JsonObject other) => resource.Strings("dependencies").Contains(other.Str("urn"))
        || (resource.Str("provider") ?? "").StartsWith(other.Str("urn") + "::", StringComparison.Ordinal) || resource.Str("parent") == other.Str("urn");

    private List<IEventSink> Sinks()
    {
        var sinks = new List<IEventSink>();
        if (!_call.Json)
            sinks.Add(new HumanLines(_call.Out));
        else if (preview && !_call.Environment.IsTrue("PULUMI_ENABLE_STREAMING_JSON_PREVIEW"))
            sinks.Add(_digest);
        else
            sinks.Add(new JsonLines(Console.OpenStandardOutput(), hearsInternal: false));
        if (_call.Arguments.Value("event-log") is { } path && JsonLines.ToFile(path) is { } log)
            sinks.Add(log);
        return sinks;
    }

    private int Parallel => int.TryParse(_call.Arguments.Value("parallel") ?? _call.Environment["PULUMI_PARALLEL"], out var wanted) && wanted > 0 ? wanted : Environment.ProcessorCount * 4;

    private static JsonObject Changes(StepRunner steps) =>
        new(steps.Done.Where(s => s.IsLogical && !s.IsInternal).GroupBy(s => s.Op).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)g.Count())));

    private JsonObject Summary(StepRunner steps, JsonObject changes, string result, long began) => new()
    {
        ["maybeCorrupt"] = steps.IsCorrupt,
        ["durationSeconds"] = (int)Math.Ceiling(_call.Time.GetElapsedTime(began).TotalSeconds),
        ["resourceChanges"] = changes.Copy(),
        ["PolicyPacks"] = new JsonObject(),
        ["isPreview"] = preview,
        ["result"] = result,
    };
}
