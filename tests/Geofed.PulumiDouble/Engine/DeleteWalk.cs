using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>Deletes resources, those that others depend on last.</summary>
internal sealed class DeleteWalk(StackState state, StepRunner steps, SemaphoreSlim slots, CancellationToken cancelling)
{
    /// <summary>The text with which the engine keeps what is protected.</summary>
    public static string Protected(string urn) =>
        $"resource \"{urn}\" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n"
        + $"`pulumi state unprotect '{urn}'`\n";

    /// <returns>False when one failed, or was protected: then none was begun.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<JsonObject> doomed, string op, bool ignoreProtection)
    {
        var guarded = ignoreProtection ? [] : doomed.Where(r => r.Bool("protect") == true).ToList();
        foreach (var resource in guarded)
            steps.Diagnose(Protected(resource.Str("urn")!), resource.Str("urn")!);
        if (guarded.Count > 0)
            return false;
        var deletions = new Dictionary<JsonObject, Lazy<Task<bool>>>();
        foreach (var resource in doomed)
            deletions[resource] = new(() => DeleteAsync(resource, [.. doomed.Where(other => DependsOn(other, resource)).Select(other => deletions[other])], op));
        return (await Task.WhenAll(deletions.Values.Select(d => d.Value)).ConfigureAwait(false)).All(done => done);
    }

    private async Task<bool> DeleteAsync(JsonObject resource, Lazy<Task<bool>>[] dependents, string op)
    {
        await Task.Yield();
        if (!(await Task.WhenAll(dependents.Select(d => d.Value)).ConfigureAwait(false)).All(done => done))
            return false;
        await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            return !cancelling.IsCancellationRequested && await steps.RunAsync(new(op, resource, null), ProviderInputs(state, resource)).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>The inputs of the provider that a resource of the state names.</summary>
    public static JsonObject ProviderInputs(StackState state, JsonObject resource)
    {
        var reference = resource.Str("provider") ?? "";
        return state.Resources.Find(r => r.IsProvider() && reference.StartsWith(r.Str("urn") + "::", StringComparison.Ordinal)) is { } provider
            ? EngineMarks.Without(SecretValue.Reveal(provider["inputs"])) : [];
    }

    /// <summary>Whether one resource must go before another: it refers to it, lies in it, or is made by it.</summary>
    private static bool DependsOn(JsonObject other, JsonObject resource)
    {
        var urn = resource.Str("urn");
        return other != resource && (other.Strings("dependencies").Contains(urn) || other.Str("parent") == urn
            || (other.Str("provider") ?? "").StartsWith(urn + "::", StringComparison.Ordinal));
    }
}
