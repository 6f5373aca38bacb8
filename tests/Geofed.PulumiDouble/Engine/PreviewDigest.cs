using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>The one document that <c>preview --json</c> prints (contract 2.3).</summary>
internal sealed class PreviewDigest : IEventSink
{
    private readonly JsonArray _diagnostics = [];

    public bool HearsInternal => false;

    public void Take(string kind, JsonObject body, long timestamp)
    {
        if (kind != "diagnosticEvent")
            return;
        var diagnostic = new JsonObject();
        foreach (var field in new[] { "urn", "prefix", "message", "severity" }.Where(body.ContainsKey))
            diagnostic[field] = body[field].Copy();
        _diagnostics.Add(diagnostic);
    }

    public JsonObject Document(IEnumerable<Step> steps, JsonObject changes, TimeSpan took, bool sames)
    {
        var digest = new JsonObject
        {
            ["steps"] = new JsonArray([.. steps.Where(s => !s.IsInternal && (sames || s.Op != "same" || s.New!.IsRoot())).Select(Step)]),
            ["duration"] = (long)(took.TotalMilliseconds * 1_000_000),
            ["changeSummary"] = changes.Copy(),
        };
        if (_diagnostics.Count > 0)
            digest["diagnostics"] = _diagnostics.Copy();
        return digest;
    }

    public void Dispose()
    {
    }

    private static JsonObject Step(Step step)
    {
        var o = new JsonObject { ["op"] = step.Op, ["urn"] = step.Urn };
        if ((step.New ?? step.Old).Str("provider") is { Length: > 0 } provider)
            o["provider"] = provider;
        if (step.Old is not null)
            o["oldState"] = SecretValue.Blind(step.Old);
        if (step.New is not null)
            o["newState"] = SecretValue.Blind(step.New);
        if (step.Diff is { Changes.Count: > 0 } diff && step.Op != "same")
            o["diffReasons"] = new JsonArray([.. diff.Roots.Select(r => JsonValue.Create(r))]);
        if (step.Keys.Count > 0)
            o["replaceReasons"] = new JsonArray([.. step.Keys.Select(k => JsonValue.Create(k))]);
        o["detailedDiff"] = step.Diff is { Changes.Count: > 0 } changed && step.Op != "same" ? changed.Detailed("kind", step.Keys) : null;
        return o;
    }
}
