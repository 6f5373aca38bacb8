using Geofed.ApiServer.Storage;
using Geofed.Client;
using Microsoft.AspNetCore.Http;

namespace Geofed.Server.Tests;

/// <summary>Which requests are answered while a server starts.</summary>
public sealed class ServedApisTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-served-");
    private Store _store = null!;
    private ServedApis _apis = null!;

    [Fact]
    public async Task An_api_that_is_not_open_yet_keeps_its_callers_waiting_and_is_not_taken_for_deleted()
    {
        var (known, unknown) = (Request("/clusters/us/readyz"), Request("/clusters/none/readyz"));
        var asked = Task.WhenAll(_apis.HandleAsync(known), _apis.HandleAsync(unknown));
        await _apis.OpenAsync("clusters/us", Path.Combine(_folder.FullName, "us.yaml"), options => options, default);
        // One that is open answers at once.
        var other = Request("/clusters/us/readyz");
        await _apis.HandleAsync(other);
        Assert.Equal(StatusCodes.Status200OK, other.Response.StatusCode);
        Assert.False(asked.IsCompleted);

        _apis.Settle();
        await asked;
        Assert.Equal((StatusCodes.Status200OK, StatusCodes.Status404NotFound), (known.Response.StatusCode, unknown.Response.StatusCode));
    }

    [Fact]
    public async Task A_path_that_no_api_can_have_is_refused_at_once()
    {
        var request = Request("/elsewhere");
        await _apis.HandleAsync(request);
        Assert.Equal(StatusCodes.Status404NotFound, request.Response.StatusCode);
    }

    private static DefaultHttpContext Request(string path) => new() { Request = { Method = "GET", Path = path } };

    public async Task InitializeAsync()
    {
        var home = new HomeFolder(_folder.FullName);
        _store = await Store.OpenAsync(home.Database, TimeProvider.System, default);
        _apis = new(_store, home, Certificates.Open(home.CertificateFolder, TimeProvider.System), TimeProvider.System, _ => { });
    }

    public async Task DisposeAsync()
    {
        await _apis.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
