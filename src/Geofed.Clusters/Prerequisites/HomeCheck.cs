using Geofed.Client;

namespace Geofed.Clusters.Prerequisites;

/// <summary>Whether Geofed's home can be written to, or made.</summary>
internal static class HomeCheck
{
    public static Finding Look(HomeFolder home)
    {
        // What is not there yet will be made in the nearest folder that is.
        var folder = new DirectoryInfo(home.Folder);
        while (!folder.Exists && !File.Exists(folder.FullName) && folder.Parent is { } parent)
            folder = parent;
        if (File.Exists(folder.FullName))
            return new(PrerequisiteStatus.Unusable, Path: home.Folder, Message: $"'{folder.FullName}' is a file, not a folder.");
        var probe = Path.Combine(folder.FullName, $".geofed-probe-{Guid.NewGuid():N}");
        try
        {
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return new(PrerequisiteStatus.Found, Path: home.Folder, Message: Directory.Exists(home.Folder) ? null : "It is made when it is first needed.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(PrerequisiteStatus.Unusable, Path: home.Folder, Message: $"It cannot be written to: {e.Message}");
        }
    }
}
