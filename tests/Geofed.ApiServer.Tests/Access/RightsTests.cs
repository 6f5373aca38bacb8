using Geofed.ApiServer.Tests.Http;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Access;

/// <summary>What a user may: roles, what he may grant, whom he may be taken for, and what the reviews say of it.</summary>
public sealed class RightsTests : IAsyncLifetime
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private const string Reviews = "/apis/authorization.k8s.io/v1";
    private HttpApi _api = null!;

    [Fact]
    public async Task A_role_holds_in_its_namespace_and_an_aggregated_one_grows()
    {
        await GrantAsync("jane", """{"apiGroups":[""],"resources":["configmaps"],"resourceNames":["one"],"verbs":["get"]}""");
        Assert.Equal(404, (await AsAsync("jane", "/api/v1/namespaces/default/configmaps/one")).Code);
        Assert.Equal(403, (await AsAsync("jane", "/api/v1/namespaces/default/configmaps/two")).Code);
        Assert.Equal(403, (await AsAsync("jane", "/api/v1/namespaces/kube-system/configmaps/one")).Code);

        await _api.CreateAsync(Rbac + "/clusterroles", """{"metadata":{"name":"all-trains"},"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"to":"trains"}}]}}""");
        await _api.CreateAsync(Rbac + "/clusterrolebindings", """{"metadata":{"name":"trains"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"all-trains"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"Group","name":"crew"}]}""");
        Assert.Equal(403, (await AsAsync("joe", "/api/v1/nodes", "crew")).Code);
        await _api.CreateAsync(Rbac + "/clusterroles", """{"metadata":{"name":"nodes","labels":{"to":"trains"}},"rules":[{"apiGroups":[""],"resources":["nodes"],"verbs":["list"]}]}""");
        Assert.Equal(200, (await AsAsync("joe", "/api/v1/nodes", "crew")).Code);
        Assert.Equal(403, (await AsAsync("joe", "/api/v1/nodes")).Code);
    }

    [Fact]
    public async Task Who_may_see_one_object_may_list_that_alone()
    {
        await GrantAsync("jane", """{"apiGroups":[""],"resources":["configmaps"],"resourceNames":["one"],"verbs":["list"]}""");
        Assert.Equal(403, (await AsAsync("jane", "/api/v1/namespaces/default/configmaps")).Code);
        Assert.Equal(200, (await AsAsync("jane", "/api/v1/namespaces/default/configmaps?fieldSelector=metadata.name%3Done")).Code);
        Assert.Equal(403, (await AsAsync("jane", "/api/v1/namespaces/default/configmaps?fieldSelector=metadata.name!%3Done")).Code);
    }

    [Fact]
    public async Task Nobody_grants_what_he_does_not_have_unless_he_may_escalate_or_bind()
    {
        await GrantAsync("jane", """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles","rolebindings","clusterroles"],"verbs":["create","update","patch"]},{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}""");
        const string Secrets = """{"metadata":{"name":"secrets"},"rules":[{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}]}""";
        const string Binding = """{"metadata":{"name":"b"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"secrets"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"jane"}]}""";
        Assert.Equal(201, (await WriteAsync("/namespaces/default/roles", Secrets.Replace("secrets", "pods", StringComparison.Ordinal))).Code);
        var refused = await WriteAsync("/namespaces/default/roles", Secrets);
        Assert.Equal(403, refused.Code);
        Assert.EndsWith("is attempting to grant RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\"]}", refused.Message, StringComparison.Ordinal);
        await _api.CreateAsync(Rbac + "/namespaces/default/roles", Secrets);
        Assert.Equal(403, (await WriteAsync("/namespaces/default/rolebindings", Binding)).Code);
        // What does not touch the rules grants nothing.
        var label = await _api.SendAsync(HttpMethod.Patch, Rbac + "/namespaces/default/roles/secrets", """{"metadata":{"labels":{"a":"b"}}}""", HttpApi.Admin, ("Impersonate-User", "jane"), ("Content-Type", "application/merge-patch+json"));
        Assert.Equal(200, label.Code);

        await GrantAsync("jane", """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":["bind","escalate"]}""", "more");
        Assert.Equal(201, (await WriteAsync("/namespaces/default/rolebindings", Binding)).Code);
        Assert.Equal(201, (await WriteAsync("/namespaces/default/roles", Secrets.Replace("\"secrets\"}", "\"again\"}", StringComparison.Ordinal))).Code);

        Task<Answer> WriteAsync(string path, string body) => _api.PostAsync(Rbac + path, body, HttpApi.Admin, ("Impersonate-User", "jane"));
    }

    [Fact]
    public async Task An_aggregation_is_for_those_who_may_everything()
    {
        await _api.CreateAsync(Rbac + "/clusterroles", """{"metadata":{"name":"roles"},"rules":[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],"verbs":["create"]}]}""");
        await _api.CreateAsync(Rbac + "/clusterrolebindings", """{"metadata":{"name":"roles"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"roles"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"jane"}]}""");
        var refused = await _api.PostAsync(Rbac + "/clusterroles", """{"metadata":{"name":"sum"},"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"to":"trains"}}]}}""", HttpApi.Admin, ("Impersonate-User", "jane"));
        Assert.Equal(403, refused.Code);
        Assert.EndsWith("must have cluster-admin privileges to use an aggregationRule", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_part_of_another_identity_must_be_granted()
    {
        (string Name, string Value)[] everything = [("Impersonate-User", "joe"), ("Impersonate-Group", "crew"), ("Impersonate-Uid", "7"), ("Impersonate-Extra-Scopes", "view")];
        var me = await _api.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}", HttpApi.Admin, everything);
        Assert.Equal("""{"username":"joe","uid":"7","groups":["crew","system:authenticated"],"extra":{"scopes":["view"]}}""", me.Json.At("status", "userInfo")!.ToText());

        await _api.CreateAsync("/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"bot"}}""");
        var token = (await _api.CreateAsync("/api/v1/namespaces/default/serviceaccounts/bot/token", "{}")).Str("status", "token")!;
        string[] rules = ["""{"apiGroups":[""],"resources":["users"],"resourceNames":["joe"],"verbs":["impersonate"]}""", """{"apiGroups":[""],"resources":["groups"],"resourceNames":["crew"],"verbs":["impersonate"]}""",
            """{"apiGroups":["authentication.k8s.io"],"resources":["uids"],"verbs":["impersonate"]}""", """{"apiGroups":["authentication.k8s.io"],"resources":["userextras/scopes"],"resourceNames":["view"],"verbs":["impersonate"]}"""];
        for (var i = 0; i < rules.Length; i++)
        {
            Assert.Equal(403, (await _api.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}", token, everything)).Code);
            await _api.CreateAsync(Rbac + "/clusterroles", $$$"""{"metadata":{"name":"be-{{{i}}}"},"rules":[{{{rules[i]}}}]}""");
            await _api.CreateAsync(Rbac + "/clusterrolebindings", $$$"""{"metadata":{"name":"be-{{{i}}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"be-{{{i}}}"},"subjects":[{"kind":"ServiceAccount","name":"bot","namespace":"default"}]}""");
        }
        Assert.Equal(201, (await _api.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}", token, everything)).Code);
        Assert.Equal(403, (await _api.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}", token, ("Impersonate-User", "admin"))).Code);
    }

    [Theory]
    [InlineData("Impersonate-Group", "crew", """UID:"", Groups:[]string{"crew"}, Extra:map[string][]string(nil)""")]
    [InlineData("Impersonate-Uid", "7", """UID:"7", Groups:[]string(nil), Extra:map[string][]string(nil)""")]
    [InlineData("Impersonate-Extra-Scopes", "view", """UID:"", Groups:[]string(nil), Extra:map[string][]string{"scopes":[]string{"view"}}""")]
    public async Task There_is_no_identity_without_a_user(string header, string value, string wanted)
    {
        var answer = await _api.GetAsync("/api/v1/namespaces", HttpApi.Admin, (header, value));
        Assert.Equal((400, $$"""requested &user.DefaultInfo{Name:"", {{wanted}}} without impersonating a user name"""), (answer.Code, answer.Message));
    }

    [Theory]
    [InlineData("system:anonymous", "crew", """["crew","system:unauthenticated"]""")]
    [InlineData("joe", "system:unauthenticated", """["system:unauthenticated"]""")]
    [InlineData("system:serviceaccount:default:bot", "", """["system:serviceaccounts","system:serviceaccounts:default","system:authenticated"]""")]
    public async Task Groups_that_everyone_has_are_added(string user, string group, string groups)
    {
        (string, string)[] headers = group.Length > 0 ? [("Impersonate-User", user), ("Impersonate-Group", group)] : [("Impersonate-User", user)];
        await _api.CreateAsync(Rbac + "/clusterrolebindings", """{"metadata":{"name":"all"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"Group","name":"system:unauthenticated"}]}""");
        var review = await _api.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}", HttpApi.Admin, headers);
        Assert.Equal(groups, review.Json.At("status", "userInfo", "groups")!.ToText());
    }

    [Fact]
    public async Task Reviews_say_what_is_allowed_and_why()
    {
        await GrantAsync("jane", """{"apiGroups":[""],"resources":["pods/log"],"verbs":["get"]}""");
        const string Asked = """{"spec":{"user":"jane","resourceAttributes":{"namespace":"default","verb":"get","resource":"pods","subresource":"log"}}}""";
        var review = await _api.CreateAsync(Reviews + "/subjectaccessreviews", Asked);
        Assert.True(review.Bool("status", "allowed"));
        Assert.Equal("RBAC: allowed by RoleBinding \"jane/default\" of Role \"jane\" to User \"jane\"", review.Str("status", "reason"));
        Assert.False((await _api.CreateAsync(Reviews + "/subjectaccessreviews", Asked.Replace(",\"subresource\":\"log\"", "", StringComparison.Ordinal))).Bool("status", "allowed"));
        Assert.True((await _api.CreateAsync(Reviews + "/namespaces/default/localsubjectaccessreviews", Asked.Replace("{\"spec\"", "{\"metadata\":{\"namespace\":\"default\"},\"spec\"", StringComparison.Ordinal))).Bool("status", "allowed"));
        var local = await _api.PostAsync(Reviews + "/namespaces/kube-system/localsubjectaccessreviews", Asked);
        Assert.NotEqual(201, local.Code);

        var own = await _api.PostAsync(Reviews + "/selfsubjectaccessreviews", """{"spec":{"nonResourceAttributes":{"verb":"get","path":"/metrics"}}}""", HttpApi.Admin, ("Impersonate-User", "jane"));
        Assert.False(own.Json.Bool("status", "allowed"));
        var rules = await _api.PostAsync(Reviews + "/selfsubjectrulesreviews", """{"spec":{"namespace":"default"}}""", HttpApi.Admin, ("Impersonate-User", "jane"));
        Assert.Contains(rules.Json.Objects("status", "resourceRules"), r => r.Strings("resources").Contains("pods/log"));
        Assert.Equal(422, (await _api.PostAsync(Reviews + "/subjectaccessreviews", """{"spec":{"resourceAttributes":{"verb":"get","resource":"pods"}}}""")).Code);
    }

    private Task<Answer> AsAsync(string user, string path, string? group = null) =>
        _api.GetAsync(path, HttpApi.Admin, group is null ? [("Impersonate-User", user)] : [("Impersonate-User", user), ("Impersonate-Group", group)]);

    private async Task GrantAsync(string user, string rules, string? name = null)
    {
        name ??= user;
        await _api.CreateAsync(Rbac + "/namespaces/default/roles", $$$"""{"metadata":{"name":"{{{name}}}"},"rules":[{{{rules}}}]}""");
        await _api.CreateAsync(Rbac + "/namespaces/default/rolebindings", $$$"""{"metadata":{"name":"{{{name}}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"{{{name}}}"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"{{{user}}}"}]}""");
    }

    public async Task InitializeAsync() => _api = await HttpApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();
}
