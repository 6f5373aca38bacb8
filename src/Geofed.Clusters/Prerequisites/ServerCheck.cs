using Geofed.Client;

namespace Geofed.Clusters.Prerequisites;

/// <summary>Whether the server of this machine can be run.</summary>
internal static class ServerCheck
{
    public static Finding Look()
    {
        try
        {
            return Judge(ServerRuntime.Look());
        }
        catch (ServerStartException e)
        {
            return new(PrerequisiteStatus.Missing, Message: e.Message);
        }
    }

    public static Finding Judge(ServerRuntime runtime) => runtime switch
    {
        { CanRun: true } => new(PrerequisiteStatus.Found, runtime.Fitting?.ToString(), runtime.Host),
        { Installed.Count: > 0 } => new(PrerequisiteStatus.TooOld, runtime.Installed.Max()!.ToString(), runtime.Host, $"The server is made for ASP.NET Core {runtime.Wanted}."),
        _ => new(PrerequisiteStatus.Missing, Path: runtime.Host, Message: $"This .NET has no ASP.NET Core, and the server is made for version {runtime.Wanted}."),
    };
}
