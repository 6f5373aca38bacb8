namespace Geofed.Clusters.Pulumi;

/// <summary>
/// One line of what Pulumi's engine says while it works, in the words of its Automation API (apitype/events.go).
/// Properties of resources are not kept: they may be large, and some are secrets.
/// </summary>
/// <param name="Sequence">Its place in the stream, from 0.</param>
/// <param name="Time">When the engine said it; to the second.</param>
public abstract record EngineEvent(int Sequence, DateTimeOffset Time);

/// <summary>A step on a resource begins.</summary>
/// <param name="Planning">True in a preview.</param>
public sealed record ResourcePreEvent(int Sequence, DateTimeOffset Time, ResourceStep Step, bool Planning) : EngineEvent(Sequence, Time);

/// <summary>A step on a resource is done. After a refresh the operation is what the refresh found: same, update or delete.</summary>
/// <param name="Planning">True in a preview.</param>
public sealed record ResourceOutputsEvent(int Sequence, DateTimeOffset Time, ResourceStep Step, bool Planning) : EngineEvent(Sequence, Time);

/// <summary>A step on a resource failed; why is in the diagnostics of the same URN before it.</summary>
/// <param name="StatusUnknown">True when it is not known what became of the resource.</param>
public sealed record ResourceFailedEvent(int Sequence, DateTimeOffset Time, ResourceStep Step, bool StatusUnknown) : EngineEvent(Sequence, Time);

/// <summary>Something to read: of a resource when <paramref name="Urn"/> is there, else of the whole operation.</summary>
/// <param name="Severity">debug, info, info#err, warning or error.</param>
/// <param name="Message">Without colours and blanks at its ends.</param>
public sealed record DiagnosticEvent(int Sequence, DateTimeOffset Time, Urn? Urn, string Severity, string Message, bool Ephemeral) : EngineEvent(Sequence, Time)
{
    public bool IsError => Severity == "error";

    public bool IsWarning => Severity == "warning";
}

/// <summary>A message of the engine itself, such as that it was asked to end.</summary>
public sealed record StdoutEvent(int Sequence, DateTimeOffset Time, string Message) : EngineEvent(Sequence, Time);

/// <summary>What came of the operation.</summary>
/// <param name="Changes">Resources by operation (create, update, same …); only logical steps count.</param>
/// <param name="Result">succeeded, failed or canceled; null from an old CLI.</param>
/// <param name="StatusUnknown">A step failed of which nobody knows what it left behind.</param>
public sealed record SummaryEvent(int Sequence, DateTimeOffset Time, IReadOnlyDictionary<string, int> Changes, TimeSpan Duration, string? Result, bool IsPreview, bool StatusUnknown)
    : EngineEvent(Sequence, Time);

/// <summary>How far a download or an installation is (plugin-download, plugin-install, …).</summary>
/// <param name="Received">Bytes so far.</param>
/// <param name="Total">All bytes; 0 when not known.</param>
public sealed record ProgressEvent(int Sequence, DateTimeOffset Time, string Type, string Id, string Message, long Received, long Total, bool Done) : EngineEvent(Sequence, Time);

/// <summary>A policy of the organization has something against a resource.</summary>
/// <param name="EnforcementLevel">advisory, mandatory, …; mandatory ones fail the operation.</param>
public sealed record PolicyEvent(int Sequence, DateTimeOffset Time, Urn? Urn, string Policy, string EnforcementLevel, string Message) : EngineEvent(Sequence, Time);

/// <summary>The engine itself failed.</summary>
public sealed record EngineErrorEvent(int Sequence, DateTimeOffset Time, string Error) : EngineEvent(Sequence, Time);

/// <summary>The last event of every stream, however the operation ended.</summary>
public sealed record CancelEvent(int Sequence, DateTimeOffset Time) : EngineEvent(Sequence, Time);
