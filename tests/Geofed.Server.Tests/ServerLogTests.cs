namespace Geofed.Server.Tests;

public sealed class ServerLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-log-");

    private string Home => Path.Combine(_folder.FullName, "home");

    private string LogFile => Path.Combine(Home, "logs", "server.log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_makes_its_folder_in_a_home_that_is_there()
    {
        Directory.CreateDirectory(Home);
        new ServerLog(LogFile, TimeProvider.System).Write("started");
        Assert.EndsWith("Z started\n", File.ReadAllText(LogFile), StringComparison.Ordinal);
    }

    [Fact]
    public void It_makes_no_home_anew_that_was_deleted()
    {
        new ServerLog(LogFile, TimeProvider.System).Write("stopped");
        Assert.False(Directory.Exists(Home));
    }
}
