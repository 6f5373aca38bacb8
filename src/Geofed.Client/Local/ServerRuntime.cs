using System.Text.Json;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>What this machine has to run the server with.</summary>
/// <param name="Host">The dotnet program that would run it, or the program that GEOFED_SERVER names; as it would be started.</param>
/// <param name="Wanted">The version of ASP.NET Core that it is made for; null for a program that brings its own.</param>
/// <param name="Installed">Versions of ASP.NET Core beside the dotnet program.</param>
public sealed record ServerRuntime(string Host, Version? Wanted, IReadOnlyList<Version> Installed)
{
    private const string Framework = "Microsoft.AspNetCore.App";

    /// <summary>The version that would be used: the newest of the same major version, unless that is older than wanted (.NET's default roll-forward). Null when there is none.</summary>
    public Version? Fitting => Wanted is null ? null : Installed.Where(v => v.Major == Wanted.Major && v >= Wanted).Max();

    public bool CanRun => Wanted is null || Fitting is not null;

    /// <summary>Looks; starts nothing.</summary>
    /// <exception cref="ServerStartException">The server's program, or dotnet, is not there.</exception>
    public static ServerRuntime Look()
    {
        var start = ServerProgram.Program();
        var host = File.Exists(start.FileName) ? Path.GetFullPath(start.FileName) : ProgramPath.Find(start.FileName)
            ?? throw new ServerStartException($"The program '{start.FileName}', which runs the server, is not on the path.");
        return start.ArgumentList is [var library] ? new(host, WantedBy(Path.ChangeExtension(library, ".runtimeconfig.json")), InstalledBeside(host)) : new(host, null, []);
    }

    /// <summary>The framework of a <c>runtimeconfig.json</c>; null when it wants none.</summary>
    internal static Version? WantedBy(string path)
    {
        try
        {
            var config = File.Exists(path) ? JsonDocuments.ParseObject(File.ReadAllBytes(path)) : null;
            return Parse(config.Objects("runtimeOptions", "frameworks").FirstOrDefault(f => f.Str("name") == Framework).Str("version"));
        }
        catch (JsonException e)
        {
            throw new ServerStartException($"{path} is damaged: {e.Message}", e);
        }
    }

    /// <summary>dotnet takes frameworks from its own folder alone; on the path there may be a link to it.</summary>
    private static IReadOnlyList<Version> InstalledBeside(string host)
    {
        var real = File.ResolveLinkTarget(host, returnFinalTarget: true)?.FullName ?? host;
        var folder = Path.Combine(Path.GetDirectoryName(real)!, "shared", Framework);
        return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(f => Parse(Path.GetFileName(f))).OfType<Version>().Order()] : [];
    }

    private static Version? Parse(string? text) => Version.TryParse(text?.Split('-')[0], out var version) ? version : null;
}
