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
            - "StorageClassName": "slow",
            + "StorageClassName": "fast",
              "VolumeMode": "Filesystem",
              "DataSource": null,
              "DataSourceRef": null,

            """.ReplaceLineEndings("\n"), refused.Json.Objects("details", "causes").Single().Str("message"));
    }

    [Fact]
    public async Task A_refused_change_of_a_pod_shows_its_spec_as_Go_has_it_with_what_belongs_to_the_host_in_the_security_context()
    {
        await using var api = await HttpApi.StartAsync();
        const string pods = "/api/v1/namespaces/default/pods";
        await api.CreateAsync(pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i","args":["<a>"]}],"volumes":[{"name":"v","emptyDir":{}}]}}""");
        var refused = await api.SendAsync(HttpMethod.Patch, pods + "/p", """{"spec":{"hostNetwork":true,"hostname":"h"}}""", HttpApi.Admin, ("Content-Type", "application/merge-patch+json"));
        Assert.Equal(422, refused.Code);
        var message = refused.Json.Objects("details", "causes").Single().Str("message")!;
        Assert.EndsWith("""
            (allow it to be set to 1 if it was previously negative)
            @@ -83,7 +83,7 @@
              "AutomountServiceAccountToken": null,
              "NodeName": "",
              "SecurityContext": {
            -  "HostNetwork": false,
            +  "HostNetwork": true,
               "HostPID": false,
               "HostIPC": false,
               "ShareProcessNamespace": null,
            @@ -103,7 +103,7 @@
               "SELinuxChangePolicy": null
              },
              "ImagePullSecrets": null,
            - "Hostname": "",
            + "Hostname": "h",
              "Subdomain": "",
              "SetHostnameAsFQDN": null,
              "Affinity": null,

            """.ReplaceLineEndings("\n"), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_change_of_a_volume_shows_its_source()
    {
        await using var api = await HttpApi.StartAsync();
        const string volumes = "/api/v1/persistentvolumes";
        await api.CreateAsync(volumes, """{"metadata":{"name":"v"},"spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"nfs":{"server":"a","path":"/"}}}""");
        var refused = await api.SendAsync(HttpMethod.Patch, volumes + "/v", """{"spec":{"nfs":{"server":"b"}}}""", HttpApi.Admin, ("Content-Type", "application/merge-patch+json"));
        Assert.Equal("""
            Forbidden: spec.persistentvolumesource is immutable after creation
            @@ -4,7 +4,7 @@
              "HostPath": null,
              "Glusterfs": null,
              "NFS": {
            -  "Server": "a",
            +  "Server": "b",
               "Path": "/",
               "ReadOnly": false
              },

            """.ReplaceLineEndings("\n"), refused.Json.Objects("details", "causes").Single().Str("message"));
    }

    [Fact]
    public void In_a_long_text_lines_that_come_often_begin_no_run()
    {
        string[] first = [.. Enumerable.Repeat("x", 150), .. Enumerable.Range(0, 60).Select(i => $"a{i}")], second = [.. Enumerable.Repeat("x", 149), .. Enumerable.Range(0, 60).Select(i => $"a{i}")];
        // The run of lines that tell something goes on backwards over those that do not, so what is missing is missing at the beginning.
        Assert.Equal("@@ -1,4 +1,3 @@|-x| x| x| x|", UnifiedDifference.Of(first, second).Replace('\n', '|'));
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
