namespace Geofed.Clusters.Pulumi;

/// <summary>A resource's name in a stack: <c>urn:pulumi:STACK::PROJECT::TYPE::NAME</c>. TYPE may carry those of its parents, divided by $.</summary>
public readonly record struct Urn(string Text)
{
    public const string RootType = "pulumi:pulumi:Stack";

    /// <summary>The resource's own type token, such as gcp:container/cluster:Cluster.</summary>
    public string Type => Part(2) is var qualified ? qualified[(qualified.LastIndexOf('$') + 1)..] : "";

    /// <summary>The name it has in the program; the whole text of what is no URN.</summary>
    public string Name => Part(3) is { Length: > 0 } name ? name : Text;

    /// <summary>The type without package and module, for people: Cluster.</summary>
    public string Kind => Type[(Type.LastIndexOf(':') + 1)..];

    /// <summary>The stack itself, which the engine treats as a resource.</summary>
    public bool IsRoot => Type == RootType;

    /// <summary>For people: Cluster 'west'.</summary>
    public override string ToString() => Kind.Length == 0 ? Text : $"{Kind} '{Name}'";

    // A name may hold "::" itself, so that it is all that follows the third one.
    private string Part(int index) => Text.Split("::", 4) is { Length: 4 } parts ? parts[index] : "";
}
