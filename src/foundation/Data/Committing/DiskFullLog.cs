using Microsoft.Extensions.Logging;

namespace Plaza.Data.Committing;

/// <summary>Says in the log that the disk is full, and that it is no longer: once each, and at most once a minute.</summary>
internal sealed class DiskFullLog(TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private DateTimeOffset _said = DateTimeOffset.MinValue;
    private bool _isFull;

    public void Refused(Exception fault)
    {
        var now = clock.GetUtcNow();
        if (now - _said < Quiet)
            return;

        (_said, _isFull) = (now, true);
        logger.DiskFull(fault);
    }

    public void Recovered()
    {
        if (!_isFull)
            return;

        _isFull = false;
        logger.DiskTakesAgain();
    }
}
