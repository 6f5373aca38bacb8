using System.Diagnostics;

namespace Geofed.Server.Tests.Clients;

/// <summary>Programs of other people that speak to an API: those on the PATH, and those that an environment variable names.</summary>
internal static class Tool
{
    /// <summary>Paths of kubectl programs, of as many versions as one has.</summary>
    public const string Kubectl = "GEOFED_KUBECTL";

    /// <summary>Paths of helm programs.</summary>
    public const string Helm = "GEOFED_HELM";

    /// <summary>A folder in which npm has installed @kubernetes/client-node.</summary>
    public const string Node = "GEOFED_NODE_CLIENT";

    /// <summary>A python3 that has the package kubernetes; Debian's where it is not set.</summary>
    public const string Python = "GEOFED_PYTHON";

    private const string DebiansPython = "/usr/bin/python3";

    /// <summary>The programs that a variable names; none when there are none.</summary>
    public static IReadOnlyList<string> Named(string variable) => variable switch
    {
        Kubectl => [.. OnPath("kubectl"), .. Listed(variable)],
        Helm => [.. OnPath("helm"), .. Listed(variable)],
        Node => OnPath("node").Count > 0 ? [.. Listed(variable).Where(Directory.Exists)] : [],
        _ => [.. Listed(variable).DefaultIfEmpty(DebiansPython).Where(File.Exists).Where(HasKubernetes)],
    };

    /// <summary>Runs one to its end, at most two minutes.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, (await output).Trim(), await error);
    }

    private static string[] Listed(string variable) => (Environment.GetEnvironmentVariable(variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static List<string> OnPath(string name) => [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)).Where(File.Exists).Take(1)];

    private static bool HasKubernetes(string python)
    {
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import kubernetes"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A theory for each program that a variable of <see cref="Tool"/> names; skipped, and said to be, when none is here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(string variable)
    {
        if (Tool.Named(variable).Count == 0)
            Skip = $"{variable} names no such program, and none is installed";
    }
}
