namespace Geofed.ApiServer.Storage;

/// <summary>A write on its way to the disk. It fails unseen when an earlier write of its API failed (<see cref="Epoch"/> is then over).</summary>
internal sealed record PendingWrite(Partition Partition, Change Change, int Epoch)
{
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
