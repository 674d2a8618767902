using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Committing;

namespace Plaza.Tests.Support;

/// <summary>The number of rows changed by each write request of one server since the creation of this recorder.</summary>
internal sealed class WriteSizes : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _longest;
    private int _total;
    private int _count;

    public WriteSizes(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<WriteMetrics>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (metrics.Owns(instrument))
                listener.EnableMeasurementEvents(instrument);
        };

        // All calls are on the committer's thread.
        _listener.SetMeasurementEventCallback<int>((_, rows, _, _) =>
        {
            _longest = Math.Max(_longest, rows);
            _total += rows;
            _count++;
        });
        _listener.Start();
    }

    public int MaxRows => Volatile.Read(ref _longest);

    public int Total => Volatile.Read(ref _total);

    public int Count => Volatile.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
