namespace Geofed.Client.Tests.Credentials;

/// <summary>Google's own credentials take the place of GKE's program where that is not installed.</summary>
[Collection("PATH")]
public sealed class GoogleCredentialsTests : IDisposable
{
    private readonly PluginScript _plugin = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    [Theory]
    [InlineData("gke-gcloud-auth-plugin", true)]
    [InlineData("/opt/none/gke-gcloud-auth-plugin", true)]
    [InlineData("aws-iam-authenticator", false)]
    public void They_stand_in_for_no_other_program(string command, bool stands)
    {
        Environment.SetEnvironmentVariable("PATH", _plugin.Folder);
        Assert.Equal(stands, GoogleCredentials.StandsInFor(new(command, "client.authentication.k8s.io/v1")));
    }

    [Fact]
    public void The_program_goes_first_where_it_is_installed()
    {
        if (OperatingSystem.IsWindows())
            return;
        _plugin.Does("exit 1", GoogleCredentials.Plugin);
        Environment.SetEnvironmentVariable("PATH", _plugin.Folder + Path.PathSeparator + _path);
        Assert.False(GoogleCredentials.StandsInFor(new(GoogleCredentials.Plugin, "client.authentication.k8s.io/v1")));
        Assert.Equal(Path.Combine(_plugin.Folder, GoogleCredentials.Plugin), ProgramPath.Find(GoogleCredentials.Plugin));
    }

    [Fact]
    public async Task Without_any_the_command_that_mends_it_is_named()
    {
        Environment.SetEnvironmentVariable("GOOGLE_APPLICATION_CREDENTIALS", Path.Combine(_plugin.Folder, "missing.json"));
        try
        {
            var e = await Assert.ThrowsAsync<CredentialsException>(() => GoogleCredentials.GetAsync(CancellationToken.None));
            Assert.EndsWith("Run: gcloud auth application-default login", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("GOOGLE_APPLICATION_CREDENTIALS", null);
        }
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _plugin.Dispose();
    }
}
