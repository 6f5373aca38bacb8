namespace Geofed.Cmdlets.Tests.Playing;

/// <summary>A test with a home and a session of its own. They run one after the other: the home in use is one for the process.</summary>
[Collection("shell")]
public abstract class ShellTest : IAsyncLifetime
{
    private protected PlayedHome Home { get; private set; } = null!;

    private protected Shell Shell { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Home = await PlayedHome.OpenAsync();
        Shell = new();
    }

    public async Task DisposeAsync()
    {
        Shell.Dispose();
        await Home.DisposeAsync();
    }

    private protected static void AssertError(System.Management.Automation.ErrorRecord error, string id, string message)
    {
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails?.RecommendedAction), "no recommended action");
    }
}

[CollectionDefinition("shell", DisableParallelization = true)]
public sealed class ShellTests;
