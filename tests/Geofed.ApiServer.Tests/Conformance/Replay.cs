using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Hosting;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Conformance;

/// <summary>What a step reached, and what it fell short of: 1 is the status, 2 the body, 3 managedFields and wording as well.</summary>
internal readonly record struct Outcome(int Level, string Difference);

/// <summary>Sends a recording's requests to a fresh server and compares the answers.</summary>
internal sealed class Replay : IAsyncDisposable
{
    private const string Token = "replay";
    private readonly BareHost _host;
    private readonly HttpClient _client;
    private readonly Matcher _matcher = new();

    private Replay(BareHost host)
    {
        _host = host;
        _client = new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }) { BaseAddress = host.Url };
    }

    /// <summary>The outcome of every step, by "scenario#number".</summary>
    public static async Task<IReadOnlyDictionary<string, Outcome>> RunAsync(string file)
    {
        await using var replay = new Replay(await BareHost.StartAsync(0, Token, null, TimeProvider.System, default));
        var recording = Recording.Read(file);
        foreach (var request in recording.Setup)
            await replay.SendAsync(request);
        var outcomes = new Dictionary<string, Outcome>();
        for (var i = 0; i < recording.Steps.Count; i++)
            outcomes[$"{recording.Name}#{i}"] = await replay.StepAsync(recording.Steps[i]);
        return outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    private async Task<Outcome> StepAsync(JsonObject step)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var outcome = await OnceAsync(step);
            if (outcome.Level >= 2 || step["eventually"] is null || deadline.IsCancellationRequested)
                return outcome;
            await Task.Yield();
        }
    }

    private async Task<Outcome> OnceAsync(JsonObject step)
    {
        var (answer, text) = await SendAsync(step.Obj("request")!);
        using (answer)
        {
            if ((int)answer.StatusCode != step.Int("response", "status"))
                return new(0, $"want {step.Int("response", "status")}, got {(int)answer.StatusCode} {text}");
            if (Compare(step, text, exact: false) is { } rough)
                return new(1, rough);
            if (step.Str("compare") == "loose")
                return new(3, "");
            if (Compare(step, text, exact: true) is { } fine)
                return new(2, fine);
            foreach (var (name, value) in step.StringMap("response", "headers"))
            {
                var got = answer.Headers.TryGetValues(name, out var all) ? all.Last() : answer.Content.Headers.TryGetValues(name, out all) ? all.Last() : null;
                if (got != value)
                    return new(2, $"header {name}: want {value}, got {got}");
            }
            return new(3, "");
        }
    }

    private string? Compare(JsonObject step, string text, bool exact)
    {
        var want = step.At("response", "stream") ?? step.At("response", "body");
        var mode = step.Str("compare");
        if (mode is "status" or "yaml" || want is null)
            return null;
        JsonNode? got = text;
        if (want is JsonArray)
            got = new JsonArray([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l))]);
        else if (want is JsonObject)
            got = JsonNode.Parse(text);
        return mode switch
        {
            "names" => _matcher.Match(Names(want), Names(got), subset: false, exact),
            "table" => _matcher.Match(Table(want), Table(got), subset: false, exact),
            "types" => _matcher.Match(Types(want), Types(got), subset: false, exact),
            "keys" => ((JsonObject)want).FirstOrDefault(p => got.At(p.Key) is null).Key is { } missing ? $"missing {missing}" : null,
            _ => _matcher.Match(want, got, mode == "subset", exact),
        };
    }

    private static JsonObject Names(JsonNode? list) => new()
    {
        ["names"] = new JsonArray([.. list.Objects("items").Select(i => (JsonNode)i.Name())]),
        ["continue"] = list.Str("metadata", "continue") ?? "",
    };

    private static JsonArray Types(JsonNode? events) => new([.. events.Objects().Select(e => (JsonNode)$"{e.Str("type")} {e["object"].Name()}")]);

    private static JsonArray Table(JsonNode? table)
    {
        var shown = table.Objects("columnDefinitions").Select((c, i) => (Title: c.Str("name")!, i)).Where(c => c.Title is not ("Age" or "Created At")).ToArray();
        return new([new JsonArray([.. shown.Select(c => (JsonNode)c.Title)]), .. table.Objects("rows").Select(r => new JsonArray([.. shown.Select(c => r.Arr("cells")![c.i].Copy())]))]);
    }

    private async Task<(HttpResponseMessage Answer, string Text)> SendAsync(JsonObject request)
    {
        using var message = new HttpRequestMessage(new(request.Str("method")!), _matcher.Fill(request.Str("path")!, inUrl: true));
        var auth = request.Str("auth");
        if (auth != "anonymous")
            message.Headers.Authorization = new("Bearer", auth is null ? Token : _matcher.Fill(auth));
        var headers = request.StringMap("headers");
        if (request["body"] is { } body)
        {
            var text = body.GetValueKind() == System.Text.Json.JsonValueKind.String ? _matcher.Fill(body.Str()!) : _matcher.Fill(body)!.ToText();
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(headers.GetValueOrDefault("Content-Type", "application/json")) } };
        }
        foreach (var (name, value) in headers.Where(h => h.Key != "Content-Type"))
            message.Headers.TryAddWithoutValidation(name, value);
        var answer = await _client.SendAsync(message);
        return (answer, await answer.Content.ReadAsStringAsync());
    }
}
