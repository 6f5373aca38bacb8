using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>
/// The state of a stack: its resources in the order they were made, and the steps that have begun and not ended. It is written before and
/// after each step, so that a process that is killed leaves the step it was at (contract 1.8). Secrets in memory are plain, in the file they are not.
/// </summary>
internal sealed class StackState(FileBackend backend, StackReference stack)
{
    private const int Schema = 3;

    public StackReference Stack => stack;

    public List<JsonObject> Resources { get; private set; } = [];

    public List<JsonObject> Pending { get; private set; } = [];

    /// <summary>The salt that the secrets of the file are encrypted with; null when there is none.</summary>
    public string? Salt { get; set; }

    public static bool Exists(FileBackend backend, StackReference stack) => File.Exists(backend.StackFile(stack));

    /// <summary>Reads the file; secrets stay encrypted without <paramref name="secrets"/>.</summary>
    /// <exception cref="CliException">There is no such stack, or a newer CLI wrote it.</exception>
    public static StackState Load(FileBackend backend, StackReference stack)
    {
        if (!Exists(backend, stack))
            throw new CliException($"no stack named '{stack.Name}' found", CliException.StackNotFound);
        var file = JsonDocuments.ParseObject(File.ReadAllBytes(backend.StackFile(stack)));
        if (file.Int("version") > Schema)
            throw TooNew(stack);
        var state = new StackState(backend, stack);
        state.Take(file.Obj("checkpoint", "latest") ?? []);
        return state;
    }

    public static CliException TooNew(StackReference stack) =>
        new($"the stack '{stack.Name}' is newer than what this version of the Pulumi CLI understands. Please update your version of the Pulumi CLI");

    public void Take(JsonObject deployment)
    {
        Resources = [.. deployment.Objects("resources").Select(r => r.Copy())];
        Pending = [.. deployment.Objects("pending_operations").Select(p => p.Copy())];
        Salt = deployment.Str("secrets_providers", "state", "salt");
    }

    public void Decrypt(StackSecrets secrets)
    {
        foreach (var resource in Resources.Concat(Pending.Select(p => p.Obj("resource")!)))
            secrets.DecryptIn(resource);
    }

    public JsonObject? Find(string urn) => Resources.Find(r => r.Str("urn") == urn && r.Bool("delete") != true);

    public JsonObject? Root => Find(stack.RootUrn);

    /// <summary>The deployment document (contract 2.3, stack export).</summary>
    public JsonObject Deployment(string version, TimeProvider time, Func<JsonObject, JsonObject> written)
    {
        var deployment = new JsonObject
        {
            ["manifest"] = new JsonObject { ["time"] = KubeTime.FormatMicro(time.GetUtcNow()), ["magic"] = "d0ub1e", ["version"] = "v" + version },
        };
        if (Salt is not null)
            deployment["secrets_providers"] = new JsonObject { ["type"] = "passphrase", ["state"] = new JsonObject { ["salt"] = Salt } };
        deployment["resources"] = new JsonArray([.. Resources.Select(written)]);
        if (Pending.Count > 0)
            deployment["pending_operations"] = new JsonArray([.. Pending.Select(written)]);
        deployment["metadata"] = new JsonObject();
        return deployment;
    }

    public void Save(JsonObject deployment) =>
        PrivateFile.Write(backend.StackFile(stack), new JsonObject
        {
            ["version"] = Schema,
            ["checkpoint"] = new JsonObject { ["stack"] = stack.Full, ["latest"] = deployment },
        }.ToText());

    /// <summary>Keeps the file as it was before an operation.</summary>
    public void BackUp(TimeProvider time)
    {
        if (!Exists(backend, stack))
            return;
        PrivateFile.CreateFolder(backend.BackupFolder(stack));
        File.Copy(backend.StackFile(stack), Path.Combine(backend.BackupFolder(stack), $"{stack.Name}.{time.GetUtcNow().ToUnixTimeMilliseconds()}.json"), overwrite: true);
        File.Copy(backend.StackFile(stack), backend.StackFile(stack) + ".bak", overwrite: true);
    }
}
