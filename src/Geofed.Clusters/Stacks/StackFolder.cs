using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters.Programs;
using Geofed.Model;

namespace Geofed.Clusters.Stacks;

/// <summary>What Geofed keeps in the work folder of a stack, beside what Pulumi does: what the stack shall be, how it is, and what a person changed in its program.</summary>
public sealed class StackFolder(string folder)
{
    private const string SpecFile = "spec.json";
    private const string RecordFile = "record.json";
    private const string TransformFile = "transform.json";

    public string Folder { get; } = folder;

    public bool Exists => File.Exists(Path.Combine(Folder, SpecFile));

    /// <exception cref="FormatException">The file is damaged.</exception>
    public JsonObject? Spec
    {
        get => Read(SpecFile);
        set => Write(SpecFile, value);
    }

    /// <summary>Null before the first operation.</summary>
    /// <exception cref="FormatException">The file is damaged, or of a newer version.</exception>
    public StackRecord? Record
    {
        get => Read(RecordFile) is { } o ? StackRecord.From(o) : null;
        set => Write(RecordFile, value?.ToJson());
    }

    /// <summary>A merge patch (RFC 7386) of the program; null for none.</summary>
    public JsonObject? Transform
    {
        get => Read(TransformFile);
        set => Write(TransformFile, value);
    }

    /// <summary>The program as the person wants it.</summary>
    /// <exception cref="InvalidStackProgramException">What the person changed leaves no program.</exception>
    public StackProgram Apply(StackProgram program) => Transform is { } transform ? ProgramTransform.Apply(program, transform) : program;

    private JsonObject? Read(string file)
    {
        var path = Path.Combine(Folder, file);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonDocuments.ParseObject(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path} is damaged: {e.Message}", e);
        }
    }

    private void Write(string file, JsonObject? value)
    {
        var path = Path.Combine(Folder, file);
        if (value is null)
            File.Delete(path);
        else
            PrivateFile.Write(path, Encoding.UTF8.GetString(value.ToUtf8()) + "\n");
    }
}
