using System.Reflection;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client.Tests.Events;

public sealed class EventRecorderTests
{
    private static readonly JsonObject Pod = new() { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = new JsonObject { ["name"] = "web", ["namespace"] = "shop", ["uid"] = "1" } };
    private readonly IKubeApi _api = DispatchProxy.Create<IKubeApi, SlowApi>();

    [Fact]
    public async Task WhatIsToldIsWrittenLaterInItsOrderAndTheSameIsCounted()
    {
        var recorder = new EventRecorder(_api, TimeProvider.System, "test");
        foreach (var message in (string[])["first", "second", "first"])
            await recorder.RecordAsync(Pod, "kubelet", false, "Told", message, CancellationToken.None, "node-1", "spec.containers{web}");
        var api = (SlowApi)(object)_api;
        Assert.Empty(api.Written);
        api.Go.SetResult();
        await api.Third.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["first", "second", null], api.Written.Select(w => w.Str("message")));
        Assert.Equal(2, api.Written[2].Int("count"));
        Assert.Equal(("web", "spec.containers{web}", "node-1"), (api.Written[0].Str("involvedObject", "name"), api.Written[0].Str("involvedObject", "fieldPath"), api.Written[0].Str("source", "host")));
    }

    [Fact]
    public async Task WhatCannotBeWrittenIsLostAndTheNextIsWritten()
    {
        var recorder = new EventRecorder(_api, TimeProvider.System, "test");
        var api = (SlowApi)(object)_api;
        api.Go.SetException(new KubeApiException(500, "InternalError", "no room"));
        await recorder.RecordAsync(Pod, "kubelet", true, "Told", "lost", CancellationToken.None);
        await api.Failed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        api.Go = new();
        api.Go.SetResult();
        foreach (var message in (string[])["a", "b", "c"])
            await recorder.RecordAsync(Pod, "kubelet", true, "Told", message, CancellationToken.None);
        await api.Third.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["a", "b", "c"], api.Written.Select(w => w.Str("message")));
    }

    /// <summary>An API that takes no write until it is told to go.</summary>
    public class SlowApi : DispatchProxy
    {
        public TaskCompletionSource Go { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Third { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<JsonObject> Written { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => WriteAsync(args!.OfType<JsonObject>().Single());

        private async Task<JsonObject> WriteAsync(JsonObject body)
        {
            try
            {
                await Go.Task.ConfigureAwait(false);
            }
            catch (KubeApiException)
            {
                Failed.TrySetResult();
                throw;
            }
            Written.Add(body);
            if (Written.Count == 3)
                Third.SetResult();
            return body;
        }
    }
}
