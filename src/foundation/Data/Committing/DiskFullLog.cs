using Microsoft.Extensions.Logging;

namespace Plaza.Data.Committing;

/// <summary>Logs that the disk is full, at most once a minute, and once that it is writable again.</summary>
internal sealed class DiskFullLog(TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _lastLogged = DateTimeOffset.MinValue;
    private bool _isFull;

    public void ReportFull(Exception fault)
    {
        var now = clock.GetUtcNow();
        if (now - _lastLogged < Interval)
            return;

        (_lastLogged, _isFull) = (now, true);
        logger.DiskFull(fault);
    }

    public void Recovered()
    {
        if (!_isFull)
            return;

        _isFull = false;
        logger.DiskWritable();
    }
}
