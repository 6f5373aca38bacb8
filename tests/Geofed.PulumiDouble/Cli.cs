using System.Text;

namespace Geofed.PulumiDouble;

/// <summary>
/// A contract double of Pulumi's CLI: it takes the documented arguments and environment and nothing else, keeps state as the file backend
/// does, and tells the documented events. Nothing is created but, if asked for, simulated clusters.
/// </summary>
internal static class Cli
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var environment = CliEnvironment.OfThisProcess();
        var log = new CallLog(arguments, environment, TimeProvider.System);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        var exitCode = await RunAsync(arguments, environment, log, output).ConfigureAwait(false);
        log.Write(exitCode);
        return exitCode;
    }

    private static async Task<int> RunAsync(string[] arguments, CliEnvironment environment, CallLog log, TextWriter output)
    {
        try
        {
            environment.Check();
            SecretsInArguments.Check(arguments, environment);
            var command = CommandTable.Find(arguments);
            var words = command.Words.Count(c => c == ' ') + 1;
            var parsed = new ArgumentParser(CommandTable.FlagsOf(command, environment)).Parse(arguments.Skip(words));
            if (parsed.Operands.Count < command.Fewest || parsed.Operands.Count > command.Most)
                throw new CliException($"accepts between {command.Fewest} and {command.Most} arg(s), received {parsed.Operands.Count}", CliException.Configuration);
            if (parsed.Value("cwd") is { } folder)
                Environment.CurrentDirectory = folder;
            var call = new Call(parsed, environment, Environment.CurrentDirectory, Console.In, output, Console.Error, TimeProvider.System, log);
            return await command.Run(call, CancellationToken.None).ConfigureAwait(false);
        }
        catch (CliException e)
        {
            // After a failed update the CLI has said everything already.
            if (e.Message.Length > 0)
                await Console.Error.WriteLineAsync($"error: {e.Message}").ConfigureAwait(false);
            return e.ExitCode;
        }
    }
}
