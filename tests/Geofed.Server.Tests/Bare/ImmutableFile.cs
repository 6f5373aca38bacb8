using System.Diagnostics;

namespace Geofed.Server.Tests.Bare;

/// <summary>Files that nobody can write to, also those who have them open: as on a file system that becomes read-only.</summary>
internal static class ImmutableFile
{
    public static void Set(string[] paths, bool isImmutable)
    {
        using var chattr = Process.Start(new ProcessStartInfo("chattr", [isImmutable ? "+i" : "-i", .. paths]) { RedirectStandardError = true })!;
        chattr.WaitForExit();
        if (chattr.ExitCode != 0)
            throw new InvalidOperationException(chattr.StandardError.ReadToEnd());
    }

    public static bool CanBeMade()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var open = File.OpenWrite(path);
            Set([path], true);
            Set([path], false);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            File.Delete(path);
        }
    }
}

/// <summary>A fact that needs a superuser, and a file system that knows of files that are not to be changed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ImmutableFileFactAttribute : FactAttribute
{
    private static readonly bool CanBeMade = ImmutableFile.CanBeMade();

    public ImmutableFileFactAttribute()
    {
        if (!CanBeMade)
            Skip = "files cannot be made immutable here (chattr +i)";
    }
}
