using System.Collections.Immutable;

namespace Geofed.Clusters.Pulumi;

/// <summary>A step that has begun and is not done.</summary>
public sealed record RunningStep(Urn Urn, string Operation, DateTimeOffset Since);

/// <summary>A resource on which a step failed, and all that was said about it.</summary>
/// <param name="Operation">What was being done; null when the resource was refused before its step began.</param>
/// <param name="StatusUnknown">True when it is not known whether the resource exists.</param>
public sealed record ResourceFailure(Urn Urn, string? Operation, string Message, bool StatusUnknown);

/// <summary>How far an operation on a stack is: its events, added up. It never changes; every event makes a new one.</summary>
public sealed record StackProgress
{
    public static StackProgress Empty { get; } = new();

    /// <summary>Steps that have begun, the oldest first, without the stack itself.</summary>
    public IReadOnlyList<RunningStep> Running => [.. Open.Values.Where(s => !s.Urn.IsRoot).OrderBy(s => s.Since).ThenBy(s => s.Urn.Text, StringComparer.Ordinal)];

    /// <summary>Steps done that change something, or that look whether something changed.</summary>
    public int Done { get; private init; }

    /// <summary>Steps that there will be, when a preview has told (<see cref="Expecting"/>).</summary>
    public int? Total { get; private init; }

    public int? Left => Total is { } total ? Math.Max(0, total - Done) : null;

    public ImmutableList<ResourceFailure> Failures { get; private init; } = [];

    /// <summary>Errors of the whole operation, of no resource.</summary>
    public ImmutableList<string> Errors { get; private init; } = [];

    public ImmutableList<string> Warnings { get; private init; } = [];

    /// <summary>Downloads and installations that are not finished, by their identity.</summary>
    public ImmutableDictionary<string, ProgressEvent> Downloads { get; private init; } = ImmutableDictionary<string, ProgressEvent>.Empty;

    /// <summary>How it ended; null while it runs.</summary>
    public SummaryEvent? Summary { get; private init; }

    private ImmutableDictionary<string, RunningStep> Open { get; init; } = ImmutableDictionary<string, RunningStep>.Empty;

    /// <summary>The same with the number of steps of a preview.</summary>
    public StackProgress Expecting(StackPreview preview) =>
        this with { Total = preview.ChangeSummary.Where(c => ResourceStep.IsChange(c.Key)).Sum(c => c.Value) };

    public StackProgress Add(EngineEvent e) => e switch
    {
        ResourcePreEvent { Step: { Operation: not ("same" or "read") } step } => this with { Open = Open.SetItem(step.Urn.Text, new(step.Urn, step.Operation, e.Time)) },
        ResourceOutputsEvent { Step: var step } => Finished(step),
        ResourceFailedEvent failed => Failed(failed),
        DiagnosticEvent { Ephemeral: false, IsError: true } error => Told(error),
        DiagnosticEvent { Ephemeral: false, IsWarning: true } warning => this with { Warnings = Warnings.Add(Of(warning.Urn, warning.Message)) },
        PolicyEvent { EnforcementLevel: "mandatory" } policy => this with { Errors = Errors.Add(Of(policy.Urn, $"Policy {policy.Policy}: {policy.Message}")) },
        PolicyEvent policy => this with { Warnings = Warnings.Add(Of(policy.Urn, $"Policy {policy.Policy}: {policy.Message}")) },
        EngineErrorEvent error => this with { Errors = Errors.Add(error.Error) },
        ProgressEvent { Done: true } done => this with { Downloads = Downloads.Remove(done.Type + done.Id) },
        ProgressEvent going => this with { Downloads = Downloads.SetItem(going.Type + going.Id, going) },
        SummaryEvent summary => this with { Summary = summary },
        _ => this,
    };

    private static string Of(Urn? urn, string message) => urn is { } u ? $"{u}: {message}" : message;

    // A replacement's two halves are not counted: it has a step of its own for the whole.
    private StackProgress Finished(ResourceStep step) => Open.TryGetValue(step.Urn.Text, out _)
        ? this with { Open = Open.Remove(step.Urn.Text), Done = Done + (step.IsLogical ? 1 : 0) }
        : this;

    private StackProgress Failed(ResourceFailedEvent failed)
    {
        var (step, index) = (failed.Step, Failures.FindIndex(f => f.Urn == failed.Step.Urn));
        var told = index < 0 ? new(step.Urn, step.Operation, "it failed, and nothing was said about it", failed.StatusUnknown) : Failures[index] with { Operation = step.Operation, StatusUnknown = failed.StatusUnknown };
        return this with { Open = Open.Remove(step.Urn.Text), Failures = index < 0 ? Failures.Add(told) : Failures.SetItem(index, told) };
    }

    private StackProgress Told(DiagnosticEvent error)
    {
        if (error.Urn is not { IsRoot: false } urn)
            return this with { Errors = Errors.Add(error.Message) };
        var index = Failures.FindIndex(f => f.Urn == urn);
        return this with
        {
            Failures = index < 0
                ? Failures.Add(new(urn, null, error.Message, StatusUnknown: false))
                : Failures.SetItem(index, Failures[index] with { Message = $"{Failures[index].Message}\n{error.Message}" }),
        };
    }
}
