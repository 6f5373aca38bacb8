using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>What a process that was killed left behind.</summary>
internal static class PendingOperations
{
    /// <summary>Only creations are kept by later operations: whether a thing is there, the state cannot tell; of what changes or goes it can.</summary>
    public static void KeepCreations(StackState state) => state.Pending.RemoveAll(p => p.Str("type") != "creating");

    public static string Warning(StackState state) =>
        $"Attempting to deploy or update resources with {state.Pending.Count} pending operations from previous deployment.\n"
        + string.Concat(state.Pending.Select(p => $"  * {p.Str("resource", "urn")}, interrupted while {p.Str("type")}\n"))
        + "These resources are in an unknown state because the Pulumi CLI was interrupted while waiting for changes to these resources to complete. You should confirm whether or not the operations "
        + "listed completed successfully by checking the state of the appropriate provider. Once you have confirmed the status of the interrupted operations, you can repair your stack using "
        + "`pulumi refresh` which will refresh the state from the provider you are using and clear the pending operations if there are any.\n"
        + "Note that `pulumi refresh` will need to be run interactively to clear pending CREATE operations.";

    /// <summary>--import-pending-creates URN --import-pending-creates ID: what was being created is there under that id.</summary>
    public static void Import(StackState state, IReadOnlyList<string> pairs)
    {
        if (pairs.Count % 2 != 0)
            throw new CliException("each URN must be followed by an ID: found an odd number of entries", CliException.Configuration);
        foreach (var pair in pairs.Chunk(2))
        {
            var pending = state.Pending.Find(p => p.Str("resource", "urn") == pair[0] && p.Str("type") == "creating")
                ?? throw new CliException($"no pending create with URN {pair[0]}");
            var resource = pending.Obj("resource").Copy()!;
            resource["id"] = pair[1];
            state.Pending.Remove(pending);
            state.Resources.Add(resource);
        }
    }
}
