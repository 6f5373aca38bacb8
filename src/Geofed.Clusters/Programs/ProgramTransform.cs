using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Programs;

/// <summary>
/// The way out of what the generator offers: a person's own JSON is merged into a program. Objects are merged member by member, null takes a member away, all else
/// replaces what was there (RFC 7386); so properties and options can be set, and resources and outputs added.
/// </summary>
public static class ProgramTransform
{
    private static readonly string[] Sections = ["resources", "outputs", "variables", "config"];

    /// <exception cref="InvalidStackProgramException">The JSON has another part than a program, or leaves a resource without a type, or none at all.</exception>
    public static StackProgram Apply(StackProgram program, JsonObject changes)
    {
        foreach (var (section, value) in changes)
        {
            if (!Sections.Contains(section))
                throw new InvalidStackProgramException($"A program has no '{section}'; it has {string.Join(", ", Sections)}.{Near(section)}");
            if (value is not JsonObject)
                throw new InvalidStackProgramException($"'{section}' must be an object of things by their names.");
        }
        var main = program.Main.Copy();
        Merge(main, changes);
        return Checked(program.With(main));
    }

    /// <summary>The program as it is, when it is one.</summary>
    /// <exception cref="InvalidStackProgramException">It has no resources, or one of them has no type.</exception>
    public static StackProgram Checked(StackProgram program)
    {
        if (program.Main.Obj("resources") is not { Count: > 0 } resources)
            throw new InvalidStackProgramException("The program has no resources left. Return the whole program, not only what is changed.");
        foreach (var (name, resource) in resources)
        {
            if (string.IsNullOrEmpty(resource.Str("type")))
                throw new InvalidStackProgramException($"The resource '{name}' has no type, e.g. gcp:compute/network:Network.");
        }
        return program;
    }

    private static string Near(string section) => Suggestions.Nearest(section, Sections) is { } near ? $" Did you mean '{near}'?" : "";

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (key, value) in changes)
        {
            if (value is null)
                target.Remove(key);
            else if (value is JsonObject inner)
                Merge(target.Ensure(key), inner);
            else
                target[key] = value.Copy();
        }
    }
}

/// <summary>What a person made of a program is none.</summary>
public sealed class InvalidStackProgramException(string problem) : FormatException(problem);
