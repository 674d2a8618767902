using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Committing;

/// <summary>
/// The one writer. It takes all orders that wait into one transaction, each in a savepoint of its own, and answers them
/// when the transaction is on disk and the live listeners have heard what happened. Safe to use from any thread.
/// </summary>
public sealed class Committer : IHostedService, IDisposable
{
    private const string DiskFullMessage = "There is no room left on the server's disk. Nothing was changed; try again later.";
    private const string RolledBackMessage = "The server could not write this down. Nothing was changed; try again later.";
    private const string UnknownOutcomeMessage = "The server's disk has failed. Whether this was kept shows when the server runs again.";
    private static readonly TimeSpan IdleCheckpointDelay = TimeSpan.FromSeconds(2);

    private readonly WriteQueue _queue = new();
    private readonly WriterConnection _writer;
    private readonly LiveDelivery _live;
    private readonly InFlightTracker _inFlight;
    private readonly TimeProvider _clock;
    private readonly IHostApplicationLifetime? _lifetime;
    private readonly ILogger<Committer> _logger;
    private readonly DiskFullLog _full;
    private Thread? _thread;
    private volatile Exception? _broken;

    internal Committer(
        WriterConnection writer,
        LiveDelivery live,
        InFlightTracker inFlight,
        TimeProvider clock,
        ILogger<Committer> logger,
        IHostApplicationLifetime? lifetime = null)
    {
        _writer = writer;
        _live = live;
        _inFlight = inFlight;
        _clock = clock;
        _lifetime = lifetime;
        _logger = logger;
        _full = new(clock, logger);
    }

    /// <summary>
    /// Runs <paramref name="order"/> inside the transaction, as a command for whose response somebody waits. When the task completes,
    /// its changes are on disk and everyone can read them. An exception of the order undoes it alone and comes through as it is.
    /// </summary>
    /// <param name="order">What is to be done; runs on the writer's thread.</param>
    /// <param name="ct">
    /// Cancels it while it waits: then it is never executed. Once it has begun the token has no effect, and the task completes with its outcome.
    /// </param>
    /// <exception cref="RequestRejectedException">Too many requests of the lane are unanswered or they are too large, or the disk takes nothing more.</exception>
    /// <exception cref="PrincipalRevokedException"><see cref="Principal.Current"/> is not active any more in this transaction.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it began. Nothing was changed.</exception>
    public ValueTask<T> CommitAsync<T>(Func<WriteTransaction, T> order, CancellationToken ct = default) => CommitAsync(order, WriteLane.Commands, 0, ct);

    /// <inheritdoc cref="CommitAsync{T}(Func{WriteTransaction, T}, CancellationToken)"/>
    /// <param name="order">What is to be done; runs on the writer's thread.</param>
    /// <param name="bytes">About how much memory it holds while it waits, where that is more than a few hundred bytes.</param>
    /// <param name="ct">Cancels it while it waits.</param>
    public ValueTask<T> CommitAsync<T>(Func<WriteTransaction, T> order, int bytes, CancellationToken ct = default) => CommitAsync(order, WriteLane.Commands, bytes, ct);

    /// <inheritdoc cref="CommitAsync{T}(Func{WriteTransaction, T}, CancellationToken)"/>
    /// <param name="order">What is to be done; runs on the writer's thread.</param>
    /// <param name="lane">Whether somebody waits for the response.</param>
    /// <param name="ct">Cancels it while it waits.</param>
    public ValueTask<T> CommitAsync<T>(Func<WriteTransaction, T> order, WriteLane lane, CancellationToken ct = default) => CommitAsync(order, lane, 0, ct);

    /// <summary>
    /// Does a long work in the background: runs a request that does one batch of it again and again, others between, until it finds
    /// nothing left to do.
    /// </summary>
    /// <param name="some">How much it has done this time; 0 ends it. At most 500 rows each.</param>
    /// <param name="ct">Cancels between two requests; what is done stays done.</param>
    /// <returns>How much was done in all.</returns>
    public async ValueTask<int> CommitInBatchesAsync(Func<WriteTransaction, int> some, CancellationToken ct = default)
    {
        var all = 0;
        while (await CommitAsync(some, WriteLane.Background, ct) is > 0 and var done)
            all += done;

        return all;
    }

    /// <summary>Writes one event down that belongs to no order.</summary>
    /// <returns>Its place in the journal.</returns>
    public async ValueTask<long> AppendAsync(IEvent @event, EventContext? cause = null, CancellationToken ct = default) =>
        await CommitAsync(
            tx =>
            {
                tx.Cause = cause;
                return tx.Publish(@event);
            },
            cause is null ? WriteLane.Commands : WriteLane.Background,
            ct);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writer.Open();
        _thread = new Thread(Work) { Name = "committer", IsBackground = true };
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <summary>Carries out what waits, then moves the write-ahead log into the database.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_queue.TryClose())
            return;

        if (_thread is not null)
            await Task.Run(_thread.Join, CancellationToken.None);

        await _live.StopAsync();
        Checkpoint(() => _writer.Checkpoint());
    }

    public void Dispose() => _writer.Dispose();

    private async ValueTask<T> CommitAsync<T>(Func<WriteTransaction, T> order, WriteLane lane, int bytes, CancellationToken ct)
    {
        using var work = _inFlight.Begin();
        var request = new WriteRequest<T>(order, Principal.Current, lane, bytes);
        if (_broken is not null || !_queue.TryEnqueue(request))
            throw new RequestRejectedException(RejectionReason.Unavailable, "The server can take no more orders at the moment. Try again in a few seconds.");

        try
        {
            using var cancelling = ct.UnsafeRegister(Cancel, request);
            return await request.Response;
        }
        finally
        {
            _queue.Release(request);
        }
    }

    private void Cancel(object? waiting, CancellationToken ct)
    {
        if (waiting is WriteRequest request && request.TryCancel(ct))
            _queue.Remove(request);
    }

    private void Work()
    {
        var taken = new List<WriteRequest>(WriteQueue.MaxPerTransaction);

        while (!_queue.IsFinished())
        {
            try
            {
                if (_queue.WaitAndTake(taken, IdleCheckpointDelay))
                    ExecuteBatch(taken);
                else
                    Checkpoint(_writer.TendIdle);
            }
            catch (Exception fault)
            {
                // Whatever happened was dealt with, but the log could not be written.
                Console.Error.WriteLine(fault.Message);
            }

            taken.Clear();
        }
    }

    private void ExecuteBatch(List<WriteRequest> taken)
    {
        var executed = new List<WriteRequest>(taken.Count);
        try
        {
            if (_broken is not null)
                throw _broken;

            Execute(taken, executed);
        }
        catch (Exception fault)
        {
            _writer.Rollback();
            FailAll(taken, fault);
            return;
        }

        Deliver(executed);
        Checkpoint(_writer.Tend);
    }

    /// <summary>When it returns, what it executed is on disk.</summary>
    private void Execute(List<WriteRequest> taken, List<WriteRequest> executed)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());
        _writer.Begin();
        foreach (var request in taken.Where(request => request.TryBegin()))
        {
            if (_writer.TryExecute(request, now) is { } fault)
                request.Fail(fault);
            else
                executed.Add(request);
        }

        _writer.Commit();
    }

    /// <summary>
    /// It is on disk: whatever goes wrong now, nothing goes back behind that. Should the live handlers not get it at all, memory would
    /// contradict the disk from then on, so the server ends and the next start reads what is there.
    /// </summary>
    private void Deliver(List<WriteRequest> executed)
    {
        try
        {
            var events = _writer.TakeCommitted();
            _live.Enqueue(new(executed, events));
            if (events.Count > 0)
                _full.Recovered();
        }
        catch (Exception fault)
        {
            executed.ForEach(request => request.Complete());
            StopAfterDiskFailure(fault);
        }
    }

    /// <summary>Whatever goes wrong with the log, what is committed stays committed.</summary>
    private void Checkpoint(Action tend)
    {
        if (_broken is not null)
            return;

        try
        {
            tend();
        }
        catch (Exception fault)
        {
            FailAll([], fault);
        }
    }

    private void FailAll(List<WriteRequest> requests, Exception fault)
    {
        try
        {
            if (fault.IsDiskFailure)
                StopAfterDiskFailure(fault);
            else if (fault.IsDiskFull)
                _full.Refused(fault);
            else
                _logger.TransactionFailed(fault, requests.Count);
        }
        finally
        {
            var reason = _broken is not null ? UnknownOutcomeMessage : fault.IsDiskFull ? DiskFullMessage : RolledBackMessage;
            foreach (var request in requests)
                request.Fail(new RequestRejectedException(RejectionReason.Unavailable, reason));
        }
    }

    private void StopAfterDiskFailure(Exception fault)
    {
        if (_broken is not null)
            return;

        _broken = fault;
        Environment.ExitCode = 1;
        _lifetime?.StopApplication();
        _logger.DiskFailed(fault);
    }
}
