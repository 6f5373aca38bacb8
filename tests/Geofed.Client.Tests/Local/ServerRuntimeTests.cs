namespace Geofed.Client.Tests.Local;

public class ServerRuntimeTests
{
    [Theory]
    [InlineData("""{ "runtimeOptions": { "frameworks": [{ "name": "Microsoft.NETCore.App", "version": "10.0.0" }, { "name": "Microsoft.AspNetCore.App", "version": "10.0.1" }] } }""", "10.0.1")]
    [InlineData("""{ "runtimeOptions": { "frameworks": [{ "name": "Microsoft.AspNetCore.App", "version": "11.0.0-rc.1" }] } }""", "11.0.0")]
    [InlineData("""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""", null)]
    public void What_a_program_is_made_for_stands_beside_it(string text, string? version)
    {
        var folder = Directory.CreateTempSubdirectory("geofed-runtime-");
        var path = Path.Combine(folder.FullName, "geofed-server.runtimeconfig.json");
        File.WriteAllText(path, text);
        Assert.Equal(version, ServerRuntime.WantedBy(path)?.ToString());
        File.WriteAllText(path, "{");
        Assert.Contains("is damaged", Assert.Throws<ServerStartException>(() => ServerRuntime.WantedBy(path)).Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_program_that_brings_its_own_runtime_can_run() => Assert.True(new ServerRuntime("/opt/geofed-server", null, []).CanRun);
}
