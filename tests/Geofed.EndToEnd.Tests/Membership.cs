using System.Text;
using Geofed.Client;
using Geofed.Federation.Joining;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.EndToEnd.Tests;

/// <summary>Joining and leaving, and what is left of it.</summary>
internal static class Membership
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task JoinAsync(Fleet fleet, string name, string kubeconfig)
    {
        var connection = Kubeconfig.Load(kubeconfig).Connect(name);
        await MemberJoin.JoinAsync(fleet.Members[name], fleet.Federation, new JoinOptions(name, connection.Endpoint)
        {
            CertificateAuthority = connection.CertificateAuthority is { } ca ? Encoding.UTF8.GetString(ca) : null,
            SkipTlsVerification = connection.Insecure,
            Region = "region-of-" + name,
            Zones = [$"region-of-{name}-a"],
            Provider = "e2e",
        }, default);
        var member = await fleet.FederationMembers.WaitUntilReadyAsync(name, Patience, default);
        Assert.True(member?.IsReady, $"{name} is not ready: {member?.Reason}");
    }

    public static Task LeaveAsync(Fleet fleet, string name) =>
        MemberJoin.UnjoinAsync(fleet.Members[name], fleet.Federation, new(name) { Patience = Patience }, default);

    /// <summary>The account and its rights are gone from the member, and the member from the federation.</summary>
    public static async Task AssertGoneAsync(Fleet fleet, string name)
    {
        var role = new GroupVersionResource("rbac.authorization.k8s.io", "v1", "clusterroles");
        var member = fleet.Members[name];
        Assert.DoesNotContain((await member.ListAsync(new(role), ListOptions.All, default)).Items, o => o.Name().EndsWith(":karmada-" + name, StringComparison.Ordinal));
        var ns = new ResourcePath(new("", "v1", "namespaces"), null, KarmadaNames.ClusterNamespace);
        await using var follower = new ObjectFollower(member, [ns], TimeProvider.System, default);
        Assert.True((await follower.UntilAsync(ct => member.FindAsync(ns, ct), o => o is null, Patience, default)).Done);
        Assert.Null(await fleet.FederationMembers.FindAsync(name, default));
    }
}
