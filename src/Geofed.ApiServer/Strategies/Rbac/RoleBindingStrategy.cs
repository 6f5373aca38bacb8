using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Rbac;

/// <summary>RoleBindings and ClusterRoleBindings (pkg/apis/rbac/v1/defaults.go, pkg/apis/rbac/validation).</summary>
internal sealed class RoleBindingStrategy(bool clusterScoped) : ResourceStrategy
{
    public override bool AllowsCreateOnUpdate => true;

    private const string Group = "rbac.authorization.k8s.io";

    public override string? CheckName(string name) => Names.PathSegment(name);

    public override void Default(JsonObject obj)
    {
        obj.Ensure("roleRef").SetWhenEmpty("apiGroup", Group);
        foreach (var subject in obj.Objects("subjects").Where(s => s.Str("kind") is "User" or "Group"))
            subject.SetWhenEmpty("apiGroup", Group);
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var role = obj.Obj("roleRef");
        if (role.Str("apiGroup") is not (null or Group) and var group)
            errors.NotSupported("roleRef.apiGroup", group, Group);
        var kinds = clusterScoped ? (string[])["ClusterRole"] : ["ClusterRole", "Role"];
        if (!kinds.Contains(role.Str("kind") ?? ""))
            errors.NotSupported("roleRef.kind", role.Str("kind") ?? "", kinds);
        var name = role.Str("name") ?? "";
        if (name.Length == 0)
            errors.Required("roleRef.name");
        else if (Names.PathSegment(name) is { } wrong)
            errors.Invalid("roleRef.name", name, wrong);
        var i = 0;
        foreach (var subject in obj.Objects("subjects"))
            Subject(subject, errors, $"subjects[{i++}]");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        if (!JsonNavigation.Same(obj["roleRef"], old["roleRef"]))
            errors.Invalid("roleRef", GoText.Strings(obj.Obj("roleRef"), ("APIGroup", "apiGroup"), ("Kind", "kind"), ("Name", "name")), "cannot change roleRef");
    }

    private void Subject(JsonObject subject, FieldErrors errors, string path)
    {
        var (name, group) = (subject.Str("name") ?? "", subject.Str("apiGroup") ?? "");
        if (name.Length == 0)
            errors.Required($"{path}.name");
        switch (subject.Str("kind") ?? "")
        {
            case "ServiceAccount":
                if (name.Length > 0)
                    errors.Each($"{path}.name", name, Names.DnsSubdomainErrors(name));
                if (group.Length > 0)
                    errors.NotSupported($"{path}.apiGroup", group, "");
                if (string.IsNullOrEmpty(subject.Str("namespace")))
                    ServiceAccountNamespace(errors, path);
                break;
            case "User" or "Group":
                if (group != Group)
                    errors.NotSupported($"{path}.apiGroup", group, Group);
                break;
            case var kind:
                errors.NotSupported($"{path}.kind", kind, "Group", "ServiceAccount", "User");
                break;
        }
    }

    // A RoleBinding's subject without a namespace is the binding's own.
    private void ServiceAccountNamespace(FieldErrors errors, string path)
    {
        if (clusterScoped)
            errors.Required($"{path}.namespace");
    }
}
