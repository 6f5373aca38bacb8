using Geofed.ApiServer.Strategies;
using Geofed.ApiServer.Tests.Http;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Strategies;

/// <summary>What refusals of a change show of it.</summary>
public class DifferenceTests
{
    [Fact]
    public async Task A_refused_change_of_a_claim_shows_the_lines_that_differ_of_all_that_its_type_has()
    {
        await using var api = await HttpApi.StartAsync();
        const string claims = "/api/v1/namespaces/default/persistentvolumeclaims";
        await api.CreateAsync(claims, """{"metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}},"storageClassName":"slow"}}""");
        var refused = await api.SendAsync(HttpMethod.Patch, claims + "/c", """{"spec":{"storageClassName":"fast"}}""", HttpApi.Admin, ("Content-Type", "application/merge-patch+json"));
        Assert.Equal(422, refused.Code);
        Assert.Equal("""
            Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
            @@ -10,7 +10,7 @@
               }
              },
              "VolumeName": "",
            - "StorageClassName": "fast",
            + "StorageClassName": "slow",
              "VolumeMode": "Filesystem",
              "DataSource": null,
              "DataSourceRef": null,

            """.ReplaceLineEndings("\n"), refused.Json.Objects("details", "causes").Single().Str("message"));
    }

    [Theory]
    [InlineData("a b c", "a b c", "")]
    [InlineData("a", "", "@@ -1 +0,0 @@|-a|")]
    [InlineData("", "a b", "@@ -0,0 +1,2 @@|+a|+b|")]
    [InlineData("1 2 3 4 5 6 7 8 9", "1 2 3 4 x 6 7 8 9", "@@ -2,7 +2,7 @@| 2| 3| 4|-5|+x| 6| 7| 8|")]
    [InlineData("a 1 2 3 4 5 6 b", "A 1 2 3 4 5 6 B", "@@ -1,8 +1,8 @@|-a|+A| 1| 2| 3| 4| 5| 6|-b|+B|")]
    [InlineData("a 1 2 3 4 5 6 7 b", "A 1 2 3 4 5 6 7 B", "@@ -1,4 +1,4 @@|-a|+A| 1| 2| 3|@@ -6,4 +6,4 @@| 5| 6| 7|-b|+B|")]
    [InlineData("p q r", "q r s", "@@ -1,3 +1,3 @@|-p| q| r|+s|")]
    public void Texts_are_compared_as_the_unified_format_has_it(string first, string second, string difference) =>
        Assert.Equal(difference, UnifiedDifference.Of(first.Split(' ', StringSplitOptions.RemoveEmptyEntries), second.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Replace('\n', '|'));
}
