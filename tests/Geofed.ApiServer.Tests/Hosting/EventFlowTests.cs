using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using Geofed.ApiServer.Hosting;

namespace Geofed.ApiServer.Tests.Hosting;

public class EventFlowTests
{
    private readonly CountingWriter _writer = new();

    [Fact]
    public async Task What_is_there_together_is_flushed_once_and_before_anything_is_waited_for()
    {
        var events = Channel.CreateUnbounded<int>();
        for (var i = 0; i < 3; i++)
            events.Writer.TryWrite(10);
        var flow = EventFlow.WriteAsync(_writer, events.Reader.ReadAllAsync(), Write, default);
        Assert.False(flow.IsCompleted);
        Assert.Equal([30], _writer.Flushed);

        events.Writer.TryWrite(5);
        await _writer.UntilAsync(flushes: 2);
        Assert.Equal([30, 5], _writer.Flushed);
        events.Writer.Complete();
        await flow;
        Assert.Equal([30, 5], _writer.Flushed);
    }

    [Fact]
    public async Task Much_is_flushed_in_between()
    {
        var events = Channel.CreateUnbounded<int>();
        for (var i = 0; i < 5; i++)
            events.Writer.TryWrite(StoredAnswers.FlushedFrom / 2);
        events.Writer.Complete();
        await EventFlow.WriteAsync(_writer, events.Reader.ReadAllAsync(), Write, default);
        Assert.Equal(StoredAnswers.FlushedFrom / 2 * 3, Assert.Single(_writer.Flushed));
    }

    [Fact]
    public async Task A_reader_that_is_gone_ends_it_in_the_midst_of_a_step()
    {
        using var gone = new CancellationTokenSource();
        var ended = false;
        _writer.Flushing = () =>
        {
            gone.Cancel();
            throw new IOException("gone");
        };
        await Assert.ThrowsAsync<IOException>(() => EventFlow.WriteAsync(_writer, EventsAsync(), Write, gone.Token));
        Assert.True(ended);

        async IAsyncEnumerable<int> EventsAsync()
        {
            try
            {
                yield return 1;
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, gone.Token);
            }
            finally
            {
                ended = true;
            }
        }
    }

    private void Write(int length) => _writer.Write(new byte[length]);

    private sealed class CountingWriter : PipeWriter
    {
        private readonly SemaphoreSlim _flushes = new(0);
        private readonly ArrayBufferWriter<byte> _buffer = new();

        public List<long> Flushed { get; } = [];

        public Action? Flushing { get; set; }

        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => _buffer.WrittenCount;

        public async Task UntilAsync(int flushes)
        {
            for (var i = 0; i < flushes; i++)
                Assert.True(await _flushes.WaitAsync(TimeSpan.FromSeconds(60)));
        }

        public override void Advance(int bytes) => _buffer.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushing?.Invoke();
            Flushed.Add(UnflushedBytes);
            _buffer.ResetWrittenCount();
            _flushes.Release();
            return default;
        }

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
