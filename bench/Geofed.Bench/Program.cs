using Geofed.Bench;
using Geofed.Bench.Planning;

// dotnet run -c Release --project bench/Geofed.Bench [-- NAME...]
if (args is [EmptyServer.Argument])
    return await EmptyServer.RunAsync();
if (args is [PlainServer.Argument])
    return await PlainServer.RunAsync();
if (args is [ModuleImport.Argument, var module])
    return ModuleImport.Import(module);

var benchmarks = new Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Measurement>>>>
{
    ["first-light"] = FirstLight.RunAsync,
    ["server"] = ServerStart.RunAsync,
    ["import"] = ModuleImport.RunAsync,
    ["api-creates"] = ApiCreates.RunAsync,
    ["api-reads"] = ApiReads.RunAsync,
    ["api-watchers"] = ApiWatchers.RunAsync,
    ["api-applies"] = ApiApplies.RunAsync,
    ["api-memory"] = ApiMemory.RunAsync,
    ["scheduling"] = Scheduling.RunAsync,
    ["job-placement"] = JobPlacement.RunAsync,
    ["planning"] = TracePlanning.RunAsync,
    ["queue"] = QueueStarts.RunAsync,
    ["propagation"] = Propagation.RunAsync,
    ["propagation-wide"] = Propagation.RunWideAsync,
    ["failover"] = Failover.RunAsync,
    ["takeover"] = Takeover.RunAsync,
    ["plane-memory"] = PlaneMemory.RunAsync,
    ["programs"] = Programs.RunAsync,
    ["stacks"] = Stacks.RunAsync,
};
if (args.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'; there are {string.Join(", ", benchmarks.Keys)}.");
    return 1;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}");
List<string[]> rows = [["what", "measured", "against", "ratio", "which is", "aim"]];
foreach (var name in args.Length > 0 ? args : [.. benchmarks.Keys])
    rows.AddRange((await benchmarks[name](stop.Token)).Select(m => m.Cells));
var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
foreach (var row in rows)
    Console.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
return 0;
