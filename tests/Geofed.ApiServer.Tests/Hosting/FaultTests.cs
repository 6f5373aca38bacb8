using Geofed.ApiServer.Admission;
using Geofed.ApiServer.Tests.Http;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Hosting;

/// <summary>What a client and the log get of a fault of the server's own.</summary>
public class FaultTests
{
    [Fact]
    public async Task A_failure_that_nobody_foresaw_is_answered_in_words_and_logged_with_its_reason()
    {
        var log = new List<string>();
        await using var api = await HttpApi.StartAsync(options => options with { Admission = [new Faulty()], Log = log.Add });
        var answer = await api.PostAsync("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"fault"}}""");
        Assert.Equal(500, answer.Code);
        Assert.Equal(("Failure", "InternalError", 500), (answer.Json.Str("status"), answer.Json.Str("reason"), answer.Json.Int("code")));
        Assert.StartsWith("Internal error occurred: POST /api/v1/namespaces/default/configmaps failed", answer.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        var entry = Assert.Single(log);
        Assert.Contains("InvalidOperationException", entry, StringComparison.Ordinal);
        Assert.Contains(nameof(Faulty), entry, StringComparison.Ordinal);
        Assert.Equal(200, (await api.GetAsync("/api/v1/namespaces/default/configmaps")).Code);
    }

    private sealed class Faulty : IAdmission
    {
        public void Admit(AdmissionRequest request)
        {
            if (request.Object?.Name() == "fault")
                throw new InvalidOperationException("s3cret");
        }
    }
}
