using System.Diagnostics;

namespace Geofed.PulumiDouble;

/// <summary>A provider that takes its time, and that goes wrong where it is told to.</summary>
internal sealed class FaultyProvider(CloudProvider inner, Call call, StackReference stack, Signals signals)
{
    /// <exception cref="ProviderException">It could not be done.</exception>
    /// <exception cref="OperationCanceledException">The user had no patience (a second signal).</exception>
    public async Task<ProviderAnswer?> DoAsync(ProviderRequest request)
    {
        var fault = Fault.Read(call.Environment.Faults).FirstOrDefault(f => f.Hits(stack.Name, request.Name, request.Type, request.Operation) && AppliesTo(f, request));
        await WorkAsync(request, fault?.Kind == "slow" ? fault.Count : 1).ConfigureAwait(false);
        switch (fault?.Kind)
        {
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, call.Time, signals.Cancelling).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
                break;
            case "stuck":
                await Task.Delay(Timeout.InfiniteTimeSpan, call.Time, signals.Terminating).ConfigureAwait(false);
                break;
            case "crash":
                Crash();
                break;
            case "crash-after":
                await inner.DoAsync(request, signals.Terminating).ConfigureAwait(false);
                Crash();
                break;
            case "network-lost" when request.Operation == "create":
                // Google has begun, and nobody hears how it ends: the provider keeps what it knows.
                await inner.DoAsync(request, signals.Terminating).ConfigureAwait(false);
                throw new ProviderException(Text(fault, request), partial: true);
            case { } kind when ProviderTexts.Kinds.Contains(kind):
                throw new ProviderException(Text(fault, request));
        }
        return await inner.DoAsync(request, signals.Terminating).ConfigureAwait(false);
    }

    /// <summary>What nobody named a resource for happens to Google's resources alone.</summary>
    private static bool AppliesTo(Fault fault, ProviderRequest request) =>
        fault.Kind is not ("newer-state" or "plugin-missing") && (fault.Resource is not null || request.Type.StartsWith("gcp:", StringComparison.Ordinal));

    private string Text(Fault fault, ProviderRequest request)
    {
        var project = GcpAnswers.Project(request.Inputs, request.Provider);
        var id = GcpAnswers.To(request.Type, request.Name, request.Inputs, request.Provider).Id;
        return fault.Message is { } own ? own + "\n" : ProviderTexts.Of(fault.Kind, ProviderTexts.Noun(request.Type), project, id);
    }

    private Task WorkAsync(ProviderRequest request, double times)
    {
        var wait = TimeSpan.FromSeconds(WorkTimes.Minutes(request.Type, request.Operation) * call.Environment.Pace * times);
        return wait > TimeSpan.Zero ? Task.Delay(wait, call.Time, signals.Terminating) : Task.CompletedTask;
    }

    /// <summary>Ends as a power cut would: nothing is written any more, no lock released.</summary>
    private void Crash()
    {
        call.Log.Write(exitCode: null);
        Process.GetCurrentProcess().Kill();
        new ManualResetEvent(false).WaitOne();
    }
}
