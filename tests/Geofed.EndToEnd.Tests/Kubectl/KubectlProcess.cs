using System.Diagnostics;

namespace Geofed.EndToEnd.Tests.Kubectl;

/// <summary>kubectl with one kubeconfig.</summary>
internal sealed class KubectlProcess(string kubeconfig)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What it prints; it must succeed.</summary>
    /// <param name="line">The arguments, parted by spaces; those in single quotes stay whole.</param>
    public async Task<string> RunAsync(string line, string? input = null, string? editor = null)
    {
        var (code, output, errors) = await TryAsync(line, input, editor);
        Assert.True(code == 0, $"kubectl {line} ended with {code}:\n{output}\n{errors}");
        return output;
    }

    /// <summary>What it complains of; it must fail.</summary>
    public async Task<string> FailAsync(string line, string? input = null)
    {
        var (code, output, errors) = await TryAsync(line, input, null);
        Assert.True(code != 0, $"kubectl {line} succeeded:\n{output}");
        return errors;
    }

    public async Task<(int Code, string Output, string Errors)> TryAsync(string line, string? input, string? editor)
    {
        var start = new ProcessStartInfo("kubectl", Split(line)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KUBECONFIG"] = kubeconfig;
        // Discovery is cached by address; another test's server may have had the same port.
        start.Environment["KUBECACHEDIR"] = Path.Combine(Path.GetDirectoryName(kubeconfig)!, "kubectl-cache");
        if (editor is not null)
            start.Environment["KUBE_EDITOR"] = editor;
        using var patience = new CancellationTokenSource(Patience);
        using var process = Process.Start(start)!;
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"kubectl {line} did not end within {Patience.TotalSeconds} s.");
        }
    }

    private static IEnumerable<string> Split(string line) =>
        line.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
