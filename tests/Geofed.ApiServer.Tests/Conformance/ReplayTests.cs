using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Hosting;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Conformance;

/// <summary>Replays recordings of a real API server: same status, same body.</summary>
public sealed class ReplayTests
{
    private const string Token = "replay";

    // Known to differ: a definition is established at once here, not a moment later (custom-resources 1 and 20); the hash of a
    // storage version is this server's own (3); the recorded server's address stands in its answer (misc-paths 4).
    private static readonly HashSet<string> KnownDifferences = ["custom-resources#1", "custom-resources#3", "custom-resources#20", "misc-paths#4"];

    public static TheoryData<string> Files => [.. Recording.Files()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task TheAnswersAreThoseOfTheRealServer(string file)
    {
        var recording = Recording.Read(file);
        await using var host = await BareHost.StartAsync(0, Token, null, TimeProvider.System, default);
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }) { BaseAddress = host.Url };
        var matcher = new Matcher();
        foreach (var request in recording.Setup)
            await SendAsync(client, request, matcher);
        var failures = new List<string>();
        for (var i = 0; i < recording.Steps.Count; i++)
        {
            if (await DifferenceAsync(client, recording.Steps[i], matcher) is { } difference && !KnownDifferences.Contains($"{recording.Name}#{i}"))
                failures.Add($"{recording.Name}#{i}: {difference}");
        }
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    private static async Task<string?> DifferenceAsync(HttpClient client, JsonObject step, Matcher matcher)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var (status, text) = await SendAsync(client, step.Obj("request")!, matcher);
            var difference = status == step.Int("response", "status") ? Body(step, text, matcher) : $"want {step.Int("response", "status")}, got {status} {text}";
            if (difference is null || step["eventually"] is null || deadline.IsCancellationRequested)
                return difference;
            await Task.Yield();
        }
    }

    private static string? Body(JsonObject step, string text, Matcher matcher)
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
            "names" => matcher.Match(Names(want), Names(got), subset: false),
            "table" => matcher.Match(Table(want), Table(got), subset: false),
            "keys" => ((JsonObject)want).FirstOrDefault(p => got.At(p.Key) is null).Key is { } missing ? $"missing {missing}" : null,
            _ => matcher.Match(want, got, mode == "subset"),
        };
    }

    private static JsonObject Names(JsonNode? list) => new()
    {
        ["names"] = new JsonArray([.. list.Objects("items").Select(i => (JsonNode)i.Name())]),
        ["continue"] = list.Str("metadata", "continue") ?? "",
    };

    private static JsonArray Table(JsonNode? table)
    {
        var shown = table.Objects("columnDefinitions").Select((c, i) => (Title: c.Str("name")!, i)).Where(c => c.Title is not ("Age" or "Created At")).ToArray();
        return new([new JsonArray([.. shown.Select(c => (JsonNode)c.Title)]), .. table.Objects("rows").Select(r => new JsonArray([.. shown.Select(c => r.Arr("cells")![c.i].Copy())]))]);
    }

    private static async Task<(int Status, string Text)> SendAsync(HttpClient client, JsonObject request, Matcher matcher)
    {
        using var message = new HttpRequestMessage(new(request.Str("method")!), matcher.Fill(request.Str("path")!, inUrl: true));
        var auth = request.Str("auth");
        if (auth != "anonymous")
            message.Headers.Authorization = new("Bearer", auth is null ? Token : matcher.Fill(auth));
        var headers = request.StringMap("headers");
        if (request["body"] is { } body)
        {
            var text = body.GetValueKind() == JsonValueKind.String ? matcher.Fill(body.Str()!) : matcher.Fill(body)!.ToText();
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(headers.GetValueOrDefault("Content-Type", "application/json")) } };
        }
        foreach (var (name, value) in headers.Where(h => h.Key != "Content-Type"))
            message.Headers.TryAddWithoutValidation(name, value);
        using var answer = await client.SendAsync(message);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
