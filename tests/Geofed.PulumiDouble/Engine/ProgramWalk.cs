using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>Makes the resources of a program, side by side where they do not depend on each other, and deletes those that it no longer has.</summary>
internal sealed class ProgramWalk(YamlProgram program, Evaluator evaluator, StackState state, StepRunner steps, Arguments arguments, SemaphoreSlim slots, CancellationToken cancelling)
{
    private readonly Choice _choice = new(arguments);
    private readonly ConcurrentDictionary<string, byte> _wanted = new();

    /// <summary>Resources that went before their replacement was made, by URN.</summary>
    private readonly ConcurrentDictionary<string, JsonObject> _gone = new();
    private Step? _root;
    private volatile bool _failed;

    /// <returns>False when something failed or was not begun; it has then been told.</returns>
    public async Task<bool> RunAsync()
    {
        var root = ResourceDocument.New(state.Stack.RootUrn, "pulumi:pulumi:Stack", [], "", "");
        root["outputs"] = state.Root?["outputs"].Copy() ?? new JsonObject();
        _root = new(state.Root is null ? "create" : "same", state.Root, root);
        await steps.RunAsync(_root, []).ConfigureAwait(false);
        foreach (var (resource, complaint) in program.Resources.Select(r => (r, r.Complaint())).Where(c => c.Item2 is not null))
        {
            steps.Diagnose($"Main.json: {resource.Key}: {complaint}", state.Stack.RootUrn);
            _failed = true;
        }
        if (_failed)
            return false;
        var tasks = new Dictionary<string, Task<bool>>();
        foreach (var resource in program.Resources)
            tasks[resource.Key] = RunAsync(resource, [.. program.Before(resource).Select(key => tasks[key])]);
        var done = (await Task.WhenAll(tasks.Values).ConfigureAwait(false)).All(ok => ok);
        return (done || (arguments.Has("continue-on-error") && !cancelling.IsCancellationRequested)) && await DeleteOthersAsync().ConfigureAwait(false) && done;
    }

    /// <summary>Whether the stack itself has been told of.</summary>
    public bool IsBegun => _root is not null;

    /// <summary>Tells the stack's outputs: those of the program when all went well, else those that it had.</summary>
    public void TellOutputs(bool succeeded)
    {
        var root = state.Root!;
        if (succeeded)
        {
            var outputs = (JsonObject)evaluator.Evaluate(program.Outputs)!;
            steps.Change(() => root["outputs"] = outputs);
        }
        steps.TellOutputs(_root! with { New = root });
    }

    private async Task<bool> RunAsync(ResourceDeclaration resource, Task<bool>[] before)
    {
        await Task.Yield();
        if (!(await Task.WhenAll(before).ConfigureAwait(false)).All(ok => ok))
            return false;
        await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (cancelling.IsCancellationRequested || (_failed && !arguments.Has("continue-on-error")))
                return false;
            return await RunAsync(resource).ConfigureAwait(false) || !(_failed = true);
        }
        catch (CliException e) when (e.ExitCode != CliException.Refused)
        {
            steps.Diagnose(e.Message, state.Stack.RootUrn);
            return !(_failed = true);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<bool> RunAsync(ResourceDeclaration resource)
    {
        var goal = new Goal(resource, program, evaluator, state.Stack, FindOld);
        _wanted[goal.Urn] = 0;
        if (!_choice.Includes(goal.Urn) && !resource.IsProvider)
        {
            if (goal.Old is null)
                return true;
            evaluator.Resolve(resource.Key, new(goal.Old, false));
            return await steps.RunAsync(new("same", goal.Old, goal.Old), []).ConfigureAwait(false);
        }
        var done = await StepsAsync(goal, resource).ConfigureAwait(false);
        if (done)
            evaluator.Resolve(resource.Key, new(Find(goal.Urn)!, steps.IsPreview && Find(goal.Urn)!["id"] is null));
        return done;
    }

    private async Task<bool> StepsAsync(Goal goal, ResourceDeclaration resource)
    {
        var inputs = program.ProviderOf(resource) is { } by ? EngineMarks.Without(SecretValue.Reveal(evaluator.Resource(by.Key)!.State["inputs"])) : [];
        if (resource.Get is not null)
            return await steps.RunAsync(new("read", goal.Old, goal.New), inputs).ConfigureAwait(false);
        if (_gone.TryGetValue(goal.Urn, out var gone))
            return await ReplaceGoneAsync(gone, goal.New, new([]), [], inputs).ConfigureAwait(false);
        if (goal.Old is not { } old)
            return await steps.RunAsync(new("create", null, goal.New), inputs).ConfigureAwait(false);
        var diff = InputDiff.Of(old.Obj("inputs") ?? [], goal.New.Obj("inputs")!, goal.IgnoredChanges);
        var keys = ReplacementRules.Keys(resource.Type, diff, goal.ReplaceOnChanges);
        if (keys.Count > 0 || _choice.Replaces(goal.Urn))
            return await ReplaceAsync(goal, diff, keys, inputs).ConfigureAwait(false);
        (goal.New["id"], goal.New["outputs"]) = (old["id"].Copy(), old["outputs"].Copy());
        var op = diff.Changes.Count > 0 || old.Arr("initErrors") is { Count: > 0 } ? "update" : "same";
        return await steps.RunAsync(new(op, old, goal.New) { Diff = diff }, inputs).ConfigureAwait(false);
    }

    private async Task<bool> ReplaceAsync(Goal goal, InputDiff diff, IReadOnlyList<string> keys, JsonObject provider)
    {
        var old = goal.Old!;
        if (goal.IsDeletedBeforeReplaced)
        {
            var doomed = Resources().Where(r => r == old || IsReplacedWith(r, goal.Urn)).ToList();
            if (!await new DeleteWalk(state, steps, new(int.MaxValue), cancelling).RunAsync(doomed, "delete-replaced", ignoreProtection: false).ConfigureAwait(false))
                return false;
            foreach (var resource in doomed)
                _gone[resource.Str("urn")!] = resource;
            return await ReplaceGoneAsync(old, goal.New, diff, keys, provider).ConfigureAwait(false);
        }
        if (old.Bool("protect") == true)
        {
            steps.Diagnose(DeleteWalk.Protected(goal.Urn), goal.Urn);
            return false;
        }
        steps.Change(() => old["delete"] = true);
        return await steps.RunAsync(new("create-replacement", old, goal.New) { Diff = diff, Keys = keys }, provider).ConfigureAwait(false)
            && await steps.RunAsync(new("replace", old, Find(goal.Urn)) { Diff = diff, Keys = keys }, provider).ConfigureAwait(false);
    }

    private async Task<bool> ReplaceGoneAsync(JsonObject old, JsonObject next, InputDiff diff, IReadOnlyList<string> keys, JsonObject provider) =>
        await steps.RunAsync(new("replace", old, next) { Diff = diff, Keys = keys }, provider).ConfigureAwait(false)
        && await steps.RunAsync(new("create-replacement", old, next) { Diff = diff, Keys = keys }, provider).ConfigureAwait(false);

    /// <summary>What stands on a resource by an input that cannot be changed goes with it, and what stands on that.</summary>
    private bool IsReplacedWith(JsonObject resource, string urn) => (resource.Obj("propertyDependencies") ?? []).Any(p => ReplacementRules.IsFixed(resource.Str("type")!, p.Key)
        && ((JsonArray)p.Value!).Any(on => on.Str() == urn || (Find(on.Str()!) is { } other && IsReplacedWith(other, urn))));

    private async Task<bool> DeleteOthersAsync()
    {
        var others = Resources().Where(r => !r.IsRoot() && (r.Bool("delete") == true || !_wanted.ContainsKey(r.Str("urn")!)) && _choice.Includes(r.Str("urn")!)).ToList();
        var walk = new DeleteWalk(state, steps, slots, cancelling);
        return await walk.RunAsync([.. others.Where(r => r.Bool("delete") == true)], "delete-replaced", true).ConfigureAwait(false)
            && await walk.RunAsync([.. others.Where(r => r.Bool("delete") != true)], "delete", arguments.Has("ignore-protect")).ConfigureAwait(false);
    }

    private JsonObject? FindOld(string urn) => Find(urn) ?? _gone.GetValueOrDefault(urn);

    private JsonObject? Find(string urn) => Resources().Find(r => r.Str("urn") == urn && r.Bool("delete") != true);

    /// <summary>The resources as they are at this moment.</summary>
    private List<JsonObject> Resources()
    {
        List<JsonObject> now = [];
        steps.Look(() => now = [.. state.Resources]);
        return now;
    }
}
