using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Committing;

/// <summary>
/// The single writer. Runs up to 512 queued write requests in one transaction (group commit), each in its own savepoint: one that throws is rolled
/// back alone. A request completes after fsync and after the live handlers, so callers read their own writes. At most 4 096 requests and 32 MB of
/// <see cref="WriteLane.Commands"/> are unanswered, and 1 024 and 8 MB of <see cref="WriteLane.Background"/>. Thread-safe.
/// </summary>
public sealed class Committer : IHostedService, IDisposable
{
    /// <summary>How many rows one write request of long work changes, so that others are committed between (ADR 65).</summary>
    public const int BatchSize = 500;

    /// <summary>How many rows where each also changes other rows or publishes an event.</summary>
    public const int EventBatchSize = 100;

    private static readonly TimeSpan IdleMaintenanceDelay = TimeSpan.FromSeconds(2);

    private readonly WriteQueue _queue = new();
    private readonly WriterConnection _writer;
    private readonly LiveDelivery _live;
    private readonly InFlightTracker _inFlight;
    private readonly TimeProvider _clock;
    private readonly ILogger<Committer> _logger;
    private readonly WriteFailures _failures;
    private Thread? _thread;

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
        _logger = logger;
        _failures = new(clock, logger, lifetime);
    }

    /// <summary>Whether writes can succeed: the disk has not failed, and the database is there.</summary>
    public bool IsWritable => _failures.DiskFailure is null && _writer.IsWritable;

    /// <summary>
    /// Runs <paramref name="request"/> inside the transaction, as a command whose response is awaited. When the task completes, its changes are durable
    /// and visible to all readers. When the request throws, its changes alone are rolled back and the exception is passed on.
    /// </summary>
    /// <param name="request">
    /// Runs on the writer's thread; again, when on PostgreSQL a statement of another request in the same transaction failed. So it must change nothing but
    /// through the transaction.
    /// </param>
    /// <param name="ct">
    /// Cancels the request while it is queued: then it is never executed. Once it has begun the token has no effect, and the task completes with the outcome.
    /// </param>
    /// <exception cref="RequestRejectedException">
    /// Too many requests of the lane are unanswered or they are too large, the server is stopping, or the disk is full or failed.
    /// </exception>
    /// <exception cref="PrincipalRevokedException"><see cref="Principal.Current"/> is not active in this transaction.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it began; nothing was changed.</exception>
    public ValueTask<T> CommitAsync<T>(Func<WriteTransaction, T> request, CancellationToken ct = default) => CommitAsync(request, WriteLane.Commands, 0, ct);

    /// <inheritdoc cref="CommitAsync{T}(Func{WriteTransaction, T}, CancellationToken)"/>
    /// <param name="request">Runs on the writer's thread.</param>
    /// <param name="bytes">About how much memory the request holds while queued, where that is more than a few hundred bytes.</param>
    /// <param name="ct">Cancels the request while it is queued.</param>
    public ValueTask<T> CommitAsync<T>(Func<WriteTransaction, T> request, int bytes, CancellationToken ct = default) => CommitAsync(request, WriteLane.Commands, bytes, ct);

    /// <inheritdoc cref="CommitAsync{T}(Func{WriteTransaction, T}, CancellationToken)"/>
    /// <param name="request">Runs on the writer's thread.</param>
    /// <param name="lane">Whether the response is awaited.</param>
    /// <param name="ct">Cancels the request while it is queued.</param>
    public ValueTask<T> CommitAsync<T>(Func<WriteTransaction, T> request, WriteLane lane, CancellationToken ct = default) => CommitAsync(request, lane, 0, ct);

    /// <summary>
    /// Runs long work in the background, one batch per request with other requests between, until a batch does nothing.
    /// </summary>
    /// <param name="runBatch">Changes at most <see cref="BatchSize"/> rows and returns how many; 0 ends the work.</param>
    /// <param name="ct">Cancels between two batches; those before stay committed.</param>
    /// <returns>The sum of what the batches returned.</returns>
    public async ValueTask<int> CommitInBatchesAsync(Func<WriteTransaction, int> runBatch, CancellationToken ct = default)
    {
        var total = 0;
        while (await CommitAsync(runBatch, WriteLane.Background, ct) is > 0 and var count)
            total += count;

        return total;
    }

    /// <summary>Appends one event to the journal.</summary>
    /// <returns>Its sequence.</returns>
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
        _live.StartAfter(_writer.Sequence, _writer.Erasures);
        _thread = new Thread(Work) { Name = "committer", IsBackground = true };
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <summary>Executes the queued requests, then brings the database to rest.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_queue.TryClose())
            return;

        if (_thread is not null)
            await Task.Run(_thread.Join, CancellationToken.None);

        await _live.StopAsync();
        Maintain(_writer.MaintainBeforeClose);
    }

    public void Dispose() => _writer.Dispose();

    private async ValueTask<T> CommitAsync<T>(Func<WriteTransaction, T> request, WriteLane lane, int bytes, CancellationToken ct)
    {
        using var work = _inFlight.Begin();
        var queued = new WriteRequest<T>(request, Principal.Current, lane, bytes);
        if (_failures.DiskFailure is not null)
            throw WriteFailures.DiskFailedRejection();

        if (!_queue.TryEnqueue(queued))
        {
            throw new RequestRejectedException(
                RejectionReason.Unavailable,
                _queue.IsClosed ? "The server is stopping. Nothing was saved; try again in a few seconds." : "Too many writes are queued. Try again in a few seconds.");
        }

        try
        {
            using var cancelling = ct.UnsafeRegister(Cancel, queued);
            return await queued.Response;
        }
        finally
        {
            _queue.Release(queued);
        }
    }

    private void Cancel(object? queued, CancellationToken ct)
    {
        if (queued is WriteRequest request && request.TryCancel(ct))
            _queue.Remove(request);
    }

    private void Work()
    {
        var taken = new List<WriteRequest>(WriteQueue.MaxPerTransaction);

        while (!_queue.IsFinished())
        {
            try
            {
                if (_queue.WaitAndTake(taken, IdleMaintenanceDelay))
                    ExecuteBatch(taken);
                else
                    Maintain(MaintainWhenIdle);
            }
            catch (Exception fault)
            {
                // The fault itself was handled, but logging it failed.
                Console.Error.WriteLine(fault.Message);
            }

            taken.Clear();
        }
    }

    private void ExecuteBatch(List<WriteRequest> taken)
    {
        if (_failures.DiskFailure is not null)
        {
            taken.ForEach(request => request.Fail(WriteFailures.DiskFailedRejection()));
            return;
        }

        var executed = new List<WriteRequest>(taken.Count);
        try
        {
            Execute(taken, executed);
        }
        catch (Exception fault)
        {
            _writer.Rollback();
            FailAll(taken, fault);
            return;
        }

        Deliver(executed);
        Maintain(_writer.MaintainIfDue);
    }

    private void MaintainWhenIdle()
    {
        Reopen();
        _writer.MaintainWhenIdle();
    }

    /// <summary>Opens another connection when the last was lost.</summary>
    private void Reopen()
    {
        if (_writer.Reopen())
            _live.CatchUp(_writer.Sequence, _writer.Erasures);
    }

    /// <summary>When it returns, the executed requests are durable.</summary>
    private void Execute(List<WriteRequest> taken, List<WriteRequest> executed)
    {
        Reopen();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());
        taken.RemoveAll(request => !request.TryBegin());
        try
        {
            Execute(taken, executed, now, mayDefer: true);
        }
        catch (Exception fault) when (_writer.HasDeferredFailure)
        {
            _logger.WriteRequestsRepeated(taken.Count, fault.Message);
            _writer.Rollback();
            executed.Clear();
            Execute(taken, executed, now, mayDefer: false);
        }
    }

    /// <summary>A rejection may depend on what other requests of the transaction wrote, so it is answered after the commit as well.</summary>
    private void Execute(List<WriteRequest> taken, List<WriteRequest> executed, DateTimeOffset now, bool mayDefer)
    {
        List<(WriteRequest Request, Exception Fault)>? failed = null;
        _writer.Begin(mayDefer);
        foreach (var request in taken)
        {
            if (_writer.TryExecute(request, now) is { } fault)
                (failed ??= []).Add((request, fault));
            else
                executed.Add(request);
        }

        _writer.Commit();
        foreach (var (request, fault) in failed ?? [])
            request.Fail(fault);
    }

    /// <summary>
    /// The transaction is durable, so nothing is rolled back from here on. If its events cannot be handed to the live handlers, caches would contradict
    /// the database: the server stops, and the next start reads the database.
    /// </summary>
    private void Deliver(List<WriteRequest> executed)
    {
        try
        {
            var batch = _writer.TakeCommitted(executed);
            _live.Enqueue(batch);
            if (batch.Entries.Count > 0)
                _failures.Recovered();
        }
        catch (Exception fault)
        {
            executed.ForEach(request => request.Complete());
            _failures.StopServer(fault);
        }
    }

    /// <summary>Failed maintenance, such as a checkpoint, leaves committed transactions as they are.</summary>
    private void Maintain(Action maintain)
    {
        if (_failures.DiskFailure is not null)
            return;

        try
        {
            maintain();
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
            _failures.Report(fault, requests.Count);
        }
        finally
        {
            foreach (var request in requests)
                request.Fail(_failures.Rejection(fault));
        }
    }
}
