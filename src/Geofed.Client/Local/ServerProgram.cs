using System.Diagnostics;

namespace Geofed.Client;

/// <summary>How the server's program is started on this machine.</summary>
internal static class ServerProgram
{
    private const string Library = "geofed-server.dll";

    /// <summary>A process that is not started yet. Its output is taken, so that a failure to start can be told; later it writes its log file.</summary>
    /// <exception cref="ServerStartException">The program is not there.</exception>
    public static ProcessStartInfo Prepare(HomeFolder home, int? port, bool standby)
    {
        var start = Program();
        start.ArgumentList.Add("--background");
        if (standby)
            start.ArgumentList.Add("--standby");
        if (port is { } number)
        {
            start.ArgumentList.Add("--port");
            start.ArgumentList.Add(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        start.Environment["GEOFED_HOME"] = home.Folder;
        start.WorkingDirectory = home.Folder;
        (start.UseShellExecute, start.CreateNoWindow) = (false, true);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        return start;
    }

    /// <summary>GEOFED_SERVER names a program to use instead.</summary>
    internal static ProcessStartInfo Program()
    {
        if (Environment.GetEnvironmentVariable("GEOFED_SERVER") is { Length: > 0 } given && !given.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return new(given);
        var places = Candidates().ToList();
        var library = places.Find(File.Exists) ?? throw new ServerStartException($"The server's program was not found; looked for {string.Join(", ", places)}.");
        return new(DotnetHost(), [library]);
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("GEOFED_SERVER") is { Length: > 0 } given)
            yield return given;
        var lib = Path.GetDirectoryName(typeof(ServerProgram).Assembly.Location)!;
        // The module as it ships: lib/ and server/ side by side. In a source tree: artifacts/bin/PROJECT/CONFIGURATION/.
        yield return Path.GetFullPath(Path.Combine(lib, "..", "server", Library));
        yield return Path.GetFullPath(Path.Combine(lib, "..", "..", "Geofed.Server", Path.GetFileName(lib), Library));
    }

    /// <summary>The dotnet program of the runtime that runs this, or the one on the path: pwsh brings a runtime of its own that has no ASP.NET Core.</summary>
    private static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", name));
        return new[] { Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"), beside, Path.Combine(Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "", name) }
            .FirstOrDefault(File.Exists) ?? name;
    }
}
