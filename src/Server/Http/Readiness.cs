using Plaza.Data.Committing;
using Plaza.Data.Nodes;
using Plaza.Http;
using Plaza.Queries.Accounts;

namespace Plaza.Server.Http;

/// <summary>
/// Whether this server can serve requests: the database responds, its file is where it was opened, and the front page is rendered. Checked at most once a second, so that
/// frequent health checks cost nothing. Thread-safe.
/// </summary>
internal sealed class Readiness(InternalRequests requests, AccountQueries accounts, Committer committer, Node node, IHostApplicationLifetime lifetime, Drain drain, TimeProvider clock, ILogger<Readiness> logger)
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly Lock _starting = new();
    private Task<bool> _check = Task.FromResult(false);
    private long? _startedAt;

    private bool IsEnding => drain.HasBegun || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <returns>False as soon as the drain or the shutdown has begun.</returns>
    public async Task<bool> IsReadyAsync() => !IsEnding && await Current() && !IsEnding;

    private Task<bool> Current()
    {
        lock (_starting)
        {
            if (_startedAt is not { } started || (_check.IsCompleted && clock.GetElapsedTime(started) >= TimeToLive))
            {
                _startedAt = clock.GetTimestamp();
                _check = Task.Run(CheckAsync);
            }

            return _check;
        }
    }

    private async Task<bool> CheckAsync()
    {
        if (!committer.IsWritable || !node.IsLive)
            return false;

        using var timeout = new CancellationTokenSource(Timeout, clock);
        try
        {
            // A disk that does not respond blocks the thread that reads from it.
            await Task.Run(async () => await accounts.IsEmptyAsync(timeout.Token), timeout.Token).WaitAsync(timeout.Token);
            var status = await requests.SendAsync("GET", "/", timeout.Token).WaitAsync(timeout.Token);
            if (status < StatusCodes.Status500InternalServerError)
                return true;

            logger.PageFailed(status);
        }
        catch (Exception exception)
        {
            logger.NotReady(exception);
        }

        return false;
    }
}
