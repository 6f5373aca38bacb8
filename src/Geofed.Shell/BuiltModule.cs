namespace Geofed.Shell;

/// <summary>Finds the module: beside the program when installed as a tool, or in <c>artifacts/module</c> of the source tree that it was built in.</summary>
internal static class BuiltModule
{
    /// <exception cref="FileNotFoundException">The module is in none of the places.</exception>
    public static string Find()
    {
        var places = Candidates().ToList();
        return places.Find(File.Exists)
            ?? throw new FileNotFoundException($"Geofed's module was not found; looked for {string.Join(", ", places)}. Build it with: dotnet build src/Geofed.Shell");
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("GEOFED_MODULE") is { Length: > 0 } given)
            yield return given;
        yield return Path.Combine(AppContext.BaseDirectory, "module", "Geofed", "Geofed.psd1");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.Name == "artifacts")
                yield return Path.Combine(folder.FullName, "module", "Geofed", "Geofed.psd1");
        }
    }
}
