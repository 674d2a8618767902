using System.Diagnostics.Metrics;

namespace Plaza.Data.Committing;

/// <summary>
/// How much write requests change, on the meter <c>Plaza.Data</c>: the histogram <c>plaza.write_requests.rows</c>. A large one makes all others
/// wait, so every write request has a bound (docs/decisions/0065).
/// </summary>
public sealed class WriteMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<int> _rows;

    public WriteMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create("Plaza.Data") ?? new("Plaza.Data");
        _rows = _meter.CreateHistogram<int>("plaza.write_requests.rows", "{row}", "Rows inserted, updated and deleted by one write request");
    }

    /// <summary>Whether the instrument is one of these and not of another server in this process.</summary>
    public bool Owns(Instrument instrument) => instrument == _rows;

    public void Dispose() => _meter.Dispose();

    /// <summary>A request was executed. Costs nothing while nobody listens.</summary>
    internal void Executed(int rows) => _rows.Record(rows);
}
