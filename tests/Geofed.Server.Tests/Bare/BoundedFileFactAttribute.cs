namespace Geofed.Server.Tests.Bare;

/// <summary>A fact that needs a system on which a process can be kept from writing large files, and be let again.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BoundedFileFactAttribute : FactAttribute
{
    public BoundedFileFactAttribute()
    {
        if (!File.Exists("/usr/bin/prlimit"))
            Skip = "prlimit is not installed";
    }
}
