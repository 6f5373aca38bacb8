using System.Text.Json.Nodes;
using Geofed.ApiServer.CustomResources;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Deletes objects: at once, or, where finalizers or a grace period hold them, by marking them (registry/generic/registry/store.go).</summary>
internal sealed class ObjectDeleter(ApiState state, ObjectWriter writer)
{
    private static readonly string[] Undeletable = ["default", "kube-system", "kube-public", "kube-node-lease"];
    private static readonly string[] Answered = ["/pods", "/services", "/persistentvolumes", "/persistentvolumeclaims", "/serviceaccounts", "/podtemplates", "/resourcequotas", "/replicationcontrollers"];

    /// <summary>What a DELETE answers with, and the object as it was last.</summary>
    public async Task<(JsonObject Answer, JsonObject Object)> DeleteAsync(ServedResource resource, ResourcePath path, DeleteOptions options, RequestContext context)
    {
        if (options.PropagationPolicy is not (null or "Background" or "Foreground" or "Orphan"))
            throw Failures.InvalidOption("DeleteOptions", e => e.NotSupported("propagationPolicy", options.PropagationPolicy, "Foreground", "Background", "Orphan", "nil"));
        var key = Entry.KeyOf(path.Namespace, path.Name);
        while (true)
        {
            var entry = state.Partition.Newest(resource.Table, key) ?? throw Failures.NotFound(resource.Resource, path.Name);
            var old = ObjectWriter.Served(resource, entry);
            CheckPreconditions(resource, options, old);
            if (resource.Table == "/namespaces" && Undeletable.AsSpan(0, 3).Contains(path.Name))
                throw Failures.Forbidden(resource.Resource, path.Name, "this namespace may not be deleted");
            writer.Admit(resource, "DELETE", null, null, old, context);
            var next = old.Copy();
            var held = Mark(resource, next, options);
            if (held && JsonNode.DeepEquals(next, old))
                return (next, next);
            if (context.DryRun)
                return (held ? next : Answer(resource, next), next);
            var change = held
                ? await state.Partition.WriteAsync(resource.Table, key, entry, ObjectWriter.Render(resource.Conversion?.ToStored(next) ?? next)).ConfigureAwait(false)
                : await state.Partition.WriteAsync(resource.Table, key, entry, null, ObjectWriter.Render(resource.Conversion?.ToStored(next) ?? next)).ConfigureAwait(false);
            if (change is not null)
                return (held ? next : Answer(resource, old), held ? next : old);
        }
    }

    /// <summary>True when the object stays for now: it is then marked as being deleted.</summary>
    private bool Mark(ServedResource resource, JsonObject obj, DeleteOptions options)
    {
        var meta = obj.Ensure("metadata");
        var finalizers = obj.Strings("metadata", "finalizers").ToList();
        if (options.PropagationPolicy is not null)
        {
            finalizers.RemoveAll(f => f is "orphan" or "foregroundDeletion");
            if (options.PropagationPolicy == "Orphan")
                finalizers.Add("orphan");
            else if (options.PropagationPolicy == "Foreground")
                finalizers.Add("foregroundDeletion");
        }
        if (resource.Table == Lifecycle.Definitions.Table && !obj.IsDeleting())
        {
            // Its instances go before it does (apiextensions-apiserver pkg/registry/customresourcedefinition/etcd.go).
            finalizers.Add(DefinitionStrategy.Finalizer);
            DefinitionNames.Set(obj, "Terminating", "True", "InstanceDeletionPending", "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon", state.Now);
        }
        var grace = Grace(resource, obj, options);
        var isNamespace = resource.Table == "/namespaces";
        if (finalizers.Count == 0 && grace == 0 && !(isNamespace && obj.Arr("spec", "finalizers") is { Count: > 0 }))
            return false;
        if (finalizers.Count > 0)
            meta["finalizers"] = new JsonArray([.. finalizers.Select(f => (JsonNode)f)]);
        else
            meta.Remove("finalizers");
        if (!obj.IsDeleting())
        {
            meta["deletionTimestamp"] = KubeTime.Format(state.Time.GetUtcNow().AddSeconds(grace));
            if (resource.Table != Lifecycle.Definitions.Table && obj.Int("metadata", "generation") is { } generation)
                meta["generation"] = generation + 1;
            if (!isNamespace && resource.Table != Lifecycle.Definitions.Table)
                meta["deletionGracePeriodSeconds"] = grace;
        }
        else if (grace < (obj.Int("metadata", "deletionGracePeriodSeconds") ?? 0))
            meta["deletionGracePeriodSeconds"] = grace;
        if (isNamespace)
            obj.Ensure("status")["phase"] = "Terminating";
        return true;
    }

    /// <summary>Only a pod on a node is given time to end (pkg/registry/core/pod/strategy.go CheckGracefulDelete).</summary>
    private static long Grace(ServedResource resource, JsonObject obj, DeleteOptions options)
    {
        if (resource.Table != "/pods" || obj.Str("spec", "nodeName") is null or "" || obj.Str("status", "phase") is "Succeeded" or "Failed")
            return 0;
        var grace = options.GracePeriodSeconds ?? obj.Int("spec", "terminationGracePeriodSeconds") ?? 30;
        return obj.Int("metadata", "deletionGracePeriodSeconds") is { } left ? Math.Min(left, grace) : grace;
    }

    private static void CheckPreconditions(ServedResource resource, DeleteOptions options, JsonObject old)
    {
        if (options.Uid is { } uid && uid != old.Uid())
            throw Failures.Precondition(resource.Kind, old.Name(), $"the UID in the precondition ({uid}) does not match the UID in record ({old.Uid()}). The object might have been deleted and then recreated");
        if (options.ResourceVersion is { } version && version != old.ResourceVersion())
            throw Failures.Precondition(resource.Kind, old.Name(), $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({old.ResourceVersion()}). The object might have been modified");
    }

    private static JsonObject Answer(ServedResource resource, JsonObject old)
    {
        if (Answered.Contains(resource.Table))
            return old;
        var details = new JsonObject { ["name"] = old.Name() };
        if (resource.Resource.Group.Length > 0)
            details["group"] = resource.Resource.Group;
        details["kind"] = resource.Resource.Resource;
        details["uid"] = old.Uid();
        return new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details };
    }
}
