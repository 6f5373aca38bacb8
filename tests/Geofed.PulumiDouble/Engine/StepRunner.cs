using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>
/// Runs single steps: tells of them, does them, and writes the state before and after, so that whoever kills the process finds the step that
/// was going on. In a preview it tells and does nothing.
/// </summary>
internal sealed class StepRunner(StackState state, EventStream events, FaultyProvider provider, Action save, bool preview)
{
    private static readonly Dictionary<string, string> PendingTypes = new()
    {
        ["create"] = "creating",
        ["create-replacement"] = "creating",
        ["update"] = "updating",
        ["delete"] = "deleting",
        ["delete-replaced"] = "deleting",
        ["read"] = "reading",
    };

    private readonly Lock _state = new();

    public bool IsPreview => preview;

    /// <summary>What was done, for the summary and a preview's digest.</summary>
    public List<Step> Done { get; } = [];

    /// <summary>Some step failed and nobody knows what is there now (contract 2.1, maybeCorrupt).</summary>
    public bool IsCorrupt { get; private set; }

    /// <summary>Does a step with its provider. False when it failed, which has then been told.</summary>
    /// <exception cref="OperationCanceledException">It was given up: it stays pending.</exception>
    public async Task<bool> RunAsync(Step step, JsonObject providerInputs)
    {
        var pending = preview || !PendingTypes.TryGetValue(step.Op, out var type) ? null : new JsonObject { ["resource"] = (step.New ?? step.Old)!.Copy(), ["type"] = type };
        if (pending is not null)
            Change(() => state.Pending.Add(pending));
        // Whoever hears of a step finds it in the state.
        Tell("resourcePreEvent", step);
        var ended = step;
        try
        {
            if (!preview && step.Op is not ("same" or "replace"))
                ended = step with { New = await DoAsync(step, providerInputs).ConfigureAwait(false) };
        }
        catch (ProviderException e)
        {
            Fail(step, e, pending, providerInputs);
            return false;
        }
        Change(() =>
        {
            state.Pending.Remove(pending!);
            Keep(ended);
            Done.Add(ended);
        });
        if (!step.IsRootPhase())
            Tell("resOutputsEvent", ended);
        return true;
    }

    /// <summary>A failure that is none of a provider's.</summary>
    public void Diagnose(string message, string urn) => events.Diagnose("error", message, urn);

    /// <summary>The stack's own outputs, which come last.</summary>
    public void TellOutputs(Step step) => Tell("resOutputsEvent", step);

    /// <summary>Changes the state and writes it.</summary>
    public void Change(Action change)
    {
        lock (_state)
        {
            change();
            if (!preview)
                save();
        }
    }

    /// <summary>Looks at the state while nobody changes it.</summary>
    public void Look(Action look)
    {
        lock (_state)
            look();
    }

    public async Task<ProviderAnswer?> ReadAsync(JsonObject resource, JsonObject providerInputs) =>
        await provider.DoAsync(Request("read", resource, providerInputs)).ConfigureAwait(false);

    private async Task<JsonObject?> DoAsync(Step step, JsonObject providerInputs)
    {
        var resource = (step.New ?? step.Old)!.Copy();
        if (resource.IsRoot())
            return step.New;
        if (resource.IsProvider())
        {
            resource["id"] ??= Guid.NewGuid().ToString();
            resource["outputs"] = resource["inputs"].Copy();
            return step.New is null ? null : resource;
        }
        var operation = step.Op switch { "create-replacement" => "create", "delete-replaced" => "delete", var op => op };
        var answer = await provider.DoAsync(Request(operation, resource, providerInputs)).ConfigureAwait(false);
        return step.New is null ? null : answer is null ? throw new ProviderException($"resource '{resource.Str("id")}' does not exist\n") : Answered(resource, answer);
    }

    private static ProviderRequest Request(string operation, JsonObject resource, JsonObject providerInputs) =>
        new(operation, resource.Str("type")!, ResourceDocument.Name(resource.Str("urn")!), EngineMarks.Without(SecretValue.Reveal(resource["inputs"])), providerInputs) { Id = resource.Str("id") ?? "" };

    /// <summary>A resource with its id, and its inputs and more as outputs.</summary>
    public static JsonObject Answered(JsonObject resource, ProviderAnswer answer)
    {
        var outputs = EngineMarks.Without(resource["inputs"]);
        foreach (var (key, value) in answer.Outputs)
            outputs[key] = value.Copy();
        foreach (var secret in resource.Strings("additionalSecretOutputs").Where(outputs.ContainsKey))
            outputs[secret] = SecretValue.Of(outputs[secret]);
        resource["id"] = answer.Id;
        resource["outputs"] = outputs;
        resource.Remove("initErrors");
        return resource;
    }

    private void Fail(Step step, ProviderException e, JsonObject? pending, JsonObject providerInputs)
    {
        events.Diagnose("error", e.Message, step.Urn);
        Change(() =>
        {
            state.Pending.Remove(pending!);
            if (e.IsPartial && step.New is not null)
            {
                var (id, outputs) = GcpAnswers.To(step.Type, ResourceDocument.Name(step.Urn), EngineMarks.Without(step.New["inputs"]), providerInputs);
                var partial = Answered(step.New.Copy(), new(id, outputs));
                partial["initErrors"] = new JsonArray(e.Message.TrimEnd('\n'));
                Keep(step with { New = partial });
            }
            IsCorrupt |= !e.IsPartial;
        });
        events.Emit("resOpFailedEvent", new() { ["metadata"] = step.Metadata(), ["status"] = e.IsPartial ? 1 : 2, ["steps"] = Done.Count(d => d.Op != "same") + 1 });
    }

    /// <summary>Puts what came of a step where the old state of its resource was.</summary>
    private void Keep(Step step)
    {
        if (step.Op == "replace")
            return;
        var at = step.Old is null ? -1 : state.Resources.IndexOf(step.Old);
        if (step.New is null && at >= 0)
            state.Resources.RemoveAt(at);
        else if (step.New is not null && at >= 0 && step.Op != "create-replacement")
            state.Resources[at] = step.New;
        else if (step.New is not null)
            state.Resources.Add(step.New);
    }

    private void Tell(string kind, Step step)
    {
        var body = new JsonObject { ["metadata"] = step.Metadata() };
        if (preview)
            body["planning"] = true;
        events.Emit(kind, body, step.IsInternal);
    }
}

file static class Steps
{
    /// <summary>The stack itself answers at the very end of an update.</summary>
    public static bool IsRootPhase(this Step step) => step.New is { } next && next.IsRoot();
}
