using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Server.Http;

/// <summary>
/// The time between the signal to stop and the stop, in which a load balancer takes this server out: <c>/readyz</c> responds 503, requests are
/// served as before, and each response closes its connection. Thread-safe.
/// </summary>
internal sealed class Drain(IOptions<DrainOptions> options, TimeProvider clock, ILogger<Drain> logger)
{
    private volatile bool _hasBegun;

    /// <summary>Stays true until the process ends.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>Zero where no load balancer has to notice.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(options.Value.DrainSeconds);

    /// <summary>Completes at the end of the duration.</summary>
    /// <param name="end">Ends it early; cancelled already, nothing is drained.</param>
    public async Task RunAsync(CancellationToken end)
    {
        if (Duration == TimeSpan.Zero || end.IsCancellationRequested)
            return;

        _hasBegun = true;
        logger.Draining(options.Value.DrainSeconds);
        await Task.Delay(Duration, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

/// <summary>From the <c>Server</c> section of the settings.</summary>
internal sealed class DrainOptions
{
    /// <summary>Longer than a load balancer takes to notice that <c>/readyz</c> responds 503.</summary>
    [Range(0, 3600)]
    public int DrainSeconds { get; set; }
}

[OptionsValidator]
internal sealed partial class DrainOptionsValidator : IValidateOptions<DrainOptions>;
