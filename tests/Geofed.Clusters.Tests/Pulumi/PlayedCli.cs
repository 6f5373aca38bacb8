using Geofed.Client;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Tests.Pulumi;

/// <summary>A test that needs scripts and signals.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "There are no shell scripts and signals on Windows." : null!;
}

/// <summary>
/// A script in the place of pulumi that writes down how it was called, and then does what the test says. Classes that use it are of one collection:
/// a script that is being written while another test forks cannot be run ("text file busy"). In its folder: argv.N, env.N and stdin.N of call N,
/// from 0; the script finds the folder in $here and its number in $n, and waits for a file there with await, for a minute. It heeds an interrupt also
/// where the tests themselves ignore them, as in the background of a script.
/// </summary>
internal sealed class PlayedCli : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geofed-cli").FullName;

    public PlayedCli(string script = "", string version = "v3.260.0")
    {
        Program = Path.Combine(_folder, "bin", "pulumi");
        Directory.CreateDirectory(Path.GetDirectoryName(Program)!);
        System.IO.File.WriteAllText(Program, $$"""
            #!/bin/sh
            here='{{_folder}}'
            if [ "$1" = version ]; then echo v >> "$here/versions"; echo '{{version}}'; exit 0; fi
            if [ -z "$heeds" ] && env --default-signal=INT true 2>/dev/null; then heeds=INT exec env --default-signal=INT "$0" "$@"; fi
            await() { tries=0; while [ ! -e "$here/$1" ]; do [ $tries -lt 1200 ] || exit 99; tries=$((tries+1)); sleep 0.05; done; }
            n=0; while [ -e "$here/argv.$n" ]; do n=$((n+1)); done
            for a in "$@"; do printf '%s\n' "$a"; done > "$here/argv.$n"
            env > "$here/env.$n"
            pwd > "$here/pwd.$n"
            cat > "$here/stdin.$n"
            {{script}}
            """);
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Home = new(Path.Combine(_folder, "home"));
        Caller = new(CallerEnvironment.Read()) { [CliProgram.Variable] = Program };
        foreach (var mine in Caller.Keys.Where(k => k.StartsWith("PULUMI_", StringComparison.Ordinal)).ToList())
            Caller.Remove(mine);
    }

    public string Program { get; }

    public HomeFolder Home { get; }

    public Dictionary<string, string> Caller { get; }

    public IReadOnlyList<string> Arguments(int call) => System.IO.File.ReadAllLines(File("argv", call));

    public IReadOnlyDictionary<string, string> Environment(int call) => System.IO.File.ReadAllLines(File("env", call)).Where(l => l.Contains('='))
        .Select(l => l.Split('=', 2)).GroupBy(p => p[0]).ToDictionary(p => p.Key, p => p.Last()[1]);

    /// <summary>The text of a file that the script wrote.</summary>
    public string Written(string name) => System.IO.File.ReadAllText(Path.Combine(_folder, name)).Trim();

    public bool Wrote(string name) => System.IO.File.Exists(Path.Combine(_folder, name));

    public void Give(string name) => System.IO.File.WriteAllText(Path.Combine(_folder, name), "");

    public int Calls => Directory.GetFiles(_folder, "argv.*").Length;

    public async Task<PulumiStack> StackAsync(string name = "west", TimeSpan? grace = null, string? secretsProvider = null)
    {
        var backend = new PulumiBackend(Home, Caller, secretsProvider: secretsProvider);
        var found = await PulumiCli.FindAsync(Caller, TimeProvider.System, default);
        return new(grace is { } g ? found.With(g) : found, backend, new(backend, backend.Name("geofed", name)), TimeProvider.System);
    }

    /// <summary>Who may do what with the script.</summary>
    public void SetMode(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(Program, mode);
    }

    public static UnixFileMode? ModeOf(string path) => OperatingSystem.IsWindows() ? null : System.IO.File.GetUnixFileMode(path);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File(string kind, int call) => Path.Combine(_folder, $"{kind}.{call}");
}
