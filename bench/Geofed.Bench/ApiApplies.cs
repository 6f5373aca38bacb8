using System.Globalization;

namespace Geofed.Bench;

/// <summary>Server-side applies of a Deployment of 10 kB that each change one field, durable; against Kestrel that gives the same body back.</summary>
internal static class ApiApplies
{
    private const string Path = "/apis/apps/v1/namespaces/default/deployments/web?fieldManager=bench&force=true";

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var (api, plain) = (await ServedProcess.ApiAsync(ct).ConfigureAwait(false), await ServedProcess.PlainAsync(ct).ConfigureAwait(false));
        await using (api.ConfigureAwait(false))
        await using (plain.ConfigureAwait(false))
        {
            var ours = await RateAsync(i => api.SendAsync(HttpMethod.Patch, Path, Deployment(i), ct, "application/apply-patch+yaml")).ConfigureAwait(false);
            var same = await RateAsync(i => plain.SendAsync(HttpMethod.Post, "/", Deployment(i), ct)).ConfigureAwait(false);
            return [new("api: applies of a 10 kB Deployment, one after the other", ours, "/s", "Kestrel, an echo", same)];
        }
    }

    private static async Task<double> RateAsync(Func<int, Task> act)
    {
        await ServedProcess.RateAsync(500, 1, act).ConfigureAwait(false);
        return await ServedProcess.RateAsync(1000, 1, i => act(1000 + i)).ConfigureAwait(false);
    }

    private static string Deployment(int i)
    {
        var env = string.Join(',', Enumerable.Range(0, 20).Select(n => string.Create(CultureInfo.InvariantCulture, $$"""{"name":"VARIABLE_{{n}}","value":"a value of some length {{n}}"}""")));
        var containers = string.Join(',', Enumerable.Range(0, 8).Select(c => $$$"""{"name":"c{{{c}}}","image":"example/image:1","env":[{{{env}}}],"resources":{"requests":{"cpu":"100m","memory":"64Mi"}},"ports":[{"name":"p{{{c}}}","containerPort":{{{8000 + c}}}}]}"""));
        return $$$$$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"app":"web"}},"spec":{"replicas":{{{{{i}}}}},"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{{{{{containers}}}}}]}}}}""";
    }
}
