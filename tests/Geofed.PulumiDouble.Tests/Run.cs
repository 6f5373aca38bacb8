using System.Diagnostics;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble.Tests;

/// <summary>What a process of the double said and how it ended.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public IReadOnlyList<JsonObject> Events => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonObject)JsonNode.Parse(line)!)];

    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>The errors among the events.</summary>
    public IReadOnlyList<string> Diagnostics => [.. Bodies("diagnosticEvent").Where(d => d.Str("severity") == "error").Select(d => d.Str("message")!)];

    /// <summary>"op name" of each step that was told before it began.</summary>
    public IReadOnlyList<string> Steps => [.. Bodies("resourcePreEvent").Select(e => $"{e.Str("metadata", "op")} {e.Str("metadata", "urn")!.Split("::")[^1]}")];

    public static async Task<Run> OfAsync(Process process, string? input)
    {
        using (process)
        {
            if (input is not null)
                await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Patience);
            return new(process.ExitCode, await output, await error);
        }
    }

    public IEnumerable<JsonObject> Bodies(string kind) => Events.Select(e => e.Obj(kind)).OfType<JsonObject>();

    public Run Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Error}\n{Output}");
        return this;
    }

    public Run Failed(int exitCode, string text)
    {
        Assert.Contains(text, Error + Output, StringComparison.Ordinal);
        Assert.Equal(exitCode, ExitCode);
        return this;
    }
}
