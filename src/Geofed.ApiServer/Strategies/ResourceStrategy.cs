using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>
/// What is particular to one resource: its defaults, what a client may not set, and its rules. The counterpart of a registry
/// strategy in Kubernetes (pkg/registry/*/strategy.go), its defaults (pkg/apis/*/v1/defaults.go) and validation
/// (pkg/apis/*/validation/validation.go). Stateless; the objects given may be changed.
/// </summary>
public abstract class ResourceStrategy
{
    /// <summary>Fills in what the client left out. Runs on every write, on a patched object as well.</summary>
    public virtual void Default(JsonObject obj)
    {
    }

    /// <summary>Before an object is created: drops the status, sets what only the server sets.</summary>
    public virtual void PrepareForCreate(JsonObject obj)
    {
    }

    /// <summary>Before an object is replaced through its main path: keeps the old status, carries over what may be left out.</summary>
    public virtual void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
    }

    /// <summary>Before an object is replaced through its status subresource: keeps all but the status.</summary>
    public virtual void PrepareForStatusUpdate(JsonObject obj, JsonObject old)
    {
    }

    /// <summary>Before an object is replaced through another subresource: keeps all that is not its business.</summary>
    public virtual void PrepareForSubresource(string subresource, JsonObject obj, JsonObject old)
    {
    }

    /// <summary>The rules for a new object. Metadata is checked elsewhere.</summary>
    public virtual void Validate(JsonObject obj, FieldErrors errors)
    {
    }

    /// <summary>The rules for a change; most kinds also hold the changed object to <see cref="Validate"/>.</summary>
    public virtual void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => Validate(obj, errors);

    /// <summary>The rules for a change of the status.</summary>
    public virtual void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
    }

    /// <summary>The rules for a change through another subresource.</summary>
    public virtual void ValidateSubresource(string subresource, JsonObject obj, JsonObject old, FieldErrors errors)
    {
    }

    /// <summary>Whether metadata.generation goes up with this change; by default when anything but metadata and status changed.</summary>
    public virtual bool ChangesGeneration(JsonObject obj, JsonObject old) => HasGeneration && !SameSpec(obj, old);

    /// <summary>Whether objects of this resource carry metadata.generation at all.</summary>
    public virtual bool HasGeneration => false;

    /// <summary>Whether a PUT may leave out the resourceVersion, and then wins over whatever is there.</summary>
    public virtual bool AllowsUnconditionalUpdate => true;

    /// <summary>Whether a PUT creates what is not there.</summary>
    public virtual bool AllowsCreateOnUpdate => false;

    /// <summary>Whether a finalizer without a domain has to be one of Kubernetes' own.</summary>
    public virtual bool HasStandardFinalizers => true;

    /// <summary>Checks a name beyond the common rule (a DNS subdomain): null when it is good, else Kubernetes' words for why not.</summary>
    public virtual string? CheckName(string name) => Names.DnsSubdomain(name);

    /// <summary>The fields that a field selector may name besides metadata.name and metadata.namespace.</summary>
    public virtual IReadOnlyList<string> SelectableFields => [];

    /// <summary>The value of a selectable field as a field selector compares it; "" when it is not set.</summary>
    public virtual string FieldValue(JsonObject obj, string field) =>
        obj.At(field.Split('.')) is not { } value ? "" : value.Str() ?? value.ToText();

    /// <summary>Sentences for Warning headers, e.g. for deprecated fields.</summary>
    public virtual IEnumerable<string> Warnings(JsonObject obj) => [];

    /// <summary>The same for a change; where there is a generation, only when it went up.</summary>
    public virtual IEnumerable<string> WarningsOnUpdate(JsonObject obj, JsonObject old) =>
        HasGeneration && obj.Int("metadata", "generation") == old.Int("metadata", "generation") ? [] : Warnings(obj);

    private static bool SameSpec(JsonObject a, JsonObject b)
    {
        static IEnumerable<string> Keys(JsonObject o) =>
            o.Select(p => p.Key).Where(k => k is not ("metadata" or "status" or "apiVersion" or "kind"));
        return Keys(a).Union(Keys(b)).All(key => JsonNode.DeepEquals(a[key], b[key]));
    }
}
