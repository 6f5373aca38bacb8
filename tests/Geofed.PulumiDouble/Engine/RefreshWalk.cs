using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>Looks what has become of each resource of the state (contract 2.1, refresh).</summary>
internal sealed class RefreshWalk(StackState state, StepRunner steps, EventStream events, Choice choice, CancellationToken cancelling)
{
    public async Task<bool> RunAsync()
    {
        foreach (var resource in state.Resources.Where(r => !r.IsRoot() && !r.IsProvider() && choice.Includes(r.Str("urn")!)).ToList())
        {
            if (cancelling.IsCancellationRequested)
                return false;
            if (!await RefreshAsync(resource).ConfigureAwait(false))
                return false;
        }
        return true;
    }

    private async Task<bool> RefreshAsync(JsonObject resource)
    {
        var step = new Step("refresh", resource, resource);
        Tell("resourcePreEvent", step, "refresh");
        ProviderAnswer? answer;
        try
        {
            answer = await steps.ReadAsync(resource, DeleteWalk.ProviderInputs(state, resource)).ConfigureAwait(false);
        }
        catch (ProviderException e)
        {
            events.Diagnose("error", e.Message, step.Urn);
            events.Emit("resOpFailedEvent", new() { ["metadata"] = step.Metadata(), ["status"] = 2, ["steps"] = 1 });
            return false;
        }
        var next = answer is null ? null : StepRunner.Answered(resource.Copy(), answer);
        var op = next is null ? "delete" : JsonNavigation.Same(SecretValue.Reveal(next["outputs"]), SecretValue.Reveal(resource["outputs"])) ? "same" : "update";
        var ended = new Step(op, resource, next);
        steps.Change(() =>
        {
            var at = state.Resources.IndexOf(resource);
            if (next is null)
                state.Resources.RemoveAt(at);
            else
                state.Resources[at] = next;
            steps.Done.Add(ended);
        });
        Tell("resOutputsEvent", ended, op);
        return true;
    }

    private void Tell(string kind, Step step, string op)
    {
        var body = new JsonObject { ["metadata"] = step.Metadata(op) };
        if (steps.IsPreview)
            body["planning"] = true;
        events.Emit(kind, body, step.IsInternal);
    }
}
