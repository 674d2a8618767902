using System.Threading.Channels;
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
    private const int MostWaiting = 4096;
    private const long MostBytesWaiting = 32 * 1024 * 1024;
    private const int MostInOneTransaction = 512;
    private const string NoRoom = "There is no room left on the server's disk. Nothing was changed; try again later.";
    private const string Undone = "The server could not write this down. Nothing was changed; try again later.";
    private const string Uncertain = "The server's disk has failed. Whether this was kept shows when the server runs again.";
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private readonly Channel<Order> _orders = Channel.CreateUnbounded<Order>(new() { SingleReader = true });
    private readonly WriterConnection _writer;
    private readonly LiveDelivery _live;
    private readonly InFlight _inFlight;
    private readonly TimeProvider _clock;
    private readonly IHostApplicationLifetime? _lifetime;
    private readonly ILogger<Committer> _logger;
    private readonly FullDisk _full;
    private Thread? _thread;
    private volatile Exception? _broken;
    private int _unanswered;
    private long _bytesUnanswered;

    internal Committer(
        WriterConnection writer,
        LiveDelivery live,
        InFlight inFlight,
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
    /// Runs <paramref name="order"/> inside the transaction. When the task completes, its changes are on disk and
    /// everyone can read them. An exception of the order undoes it alone and comes through as it is.
    /// </summary>
    /// <exception cref="RefusedException">Too many orders wait or they are too large, or the disk takes nothing more.</exception>
    /// <exception cref="PrincipalRevokedException"><see cref="Principal.Current"/> is not active any more in this transaction.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before its turn came.</exception>
    public ValueTask<T> CommitAsync<T>(Func<Commit, T> order, CancellationToken ct = default) => CommitAsync(order, 0, ct);

    /// <inheritdoc cref="CommitAsync{T}(Func{Commit, T}, CancellationToken)"/>
    /// <param name="order">What is to be done; runs on the writer's thread.</param>
    /// <param name="bytes">About how much memory it holds while it waits, where that is more than a few hundred bytes.</param>
    /// <param name="ct">Cancels as long as its turn has not come.</param>
    public async ValueTask<T> CommitAsync<T>(Func<Commit, T> order, int bytes, CancellationToken ct = default)
    {
        using var work = _inFlight.Enter();
        var waiting = new Order<T>(order, Principal.Current, ct);

        try
        {
            var isFull = Interlocked.Increment(ref _unanswered) > MostWaiting | Interlocked.Add(ref _bytesUnanswered, bytes) > MostBytesWaiting;
            if (isFull || _broken is not null || !_orders.Writer.TryWrite(waiting))
                throw new RefusedException(Refusal.Busy, "The server can take no more orders at the moment. Try again in a few seconds.");

            return await waiting.Answer;
        }
        finally
        {
            Interlocked.Decrement(ref _unanswered);
            Interlocked.Add(ref _bytesUnanswered, -bytes);
        }
    }

    /// <summary>Runs an order that does some of a long work again and again, others between, until it finds nothing left to do.</summary>
    /// <param name="some">How much it has done this time; 0 ends it.</param>
    /// <param name="ct">Cancels between two orders; what is done stays done.</param>
    /// <returns>How much was done in all.</returns>
    public async ValueTask<int> CommitAllAsync(Func<Commit, int> some, CancellationToken ct = default)
    {
        var all = 0;
        while (await CommitAsync(some, ct) is > 0 and var done)
            all += done;

        return all;
    }

    /// <summary>Writes one event down that belongs to no order.</summary>
    /// <returns>Its place in the journal.</returns>
    public async ValueTask<long> AppendAsync(IEvent happened, EventContext? cause = null, CancellationToken ct = default) =>
        await CommitAsync(
            commit =>
            {
                commit.Cause = cause;
                return commit.Publish(happened);
            },
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
        if (!_orders.Writer.TryComplete())
            return;

        if (_thread is not null)
            await Task.Run(_thread.Join, CancellationToken.None);

        await _live.StopAsync();
        Tend(() => _writer.Checkpoint());
    }

    public void Dispose() => _writer.Dispose();

    private void Work()
    {
        var taken = new List<Order>(MostInOneTransaction);

        while (WaitForOrders())
        {
            while (taken.Count < MostInOneTransaction && _orders.Reader.TryRead(out var order))
                taken.Add(order);

            Carry(taken);
            taken.Clear();
        }
    }

    /// <returns>False when there will be none any more.</returns>
    private bool WaitForOrders()
    {
        var waiting = _orders.Reader.WaitToReadAsync().AsTask();
        while (!waiting.Wait(Idle))
            Tend(_writer.TendIdle);

        return waiting.Result;
    }

    private void Carry(List<Order> taken)
    {
        var kept = new List<Order>(taken.Count);
        try
        {
            if (_broken is not null)
                throw _broken;

            var now = DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());
            _writer.Begin();
            foreach (var order in taken)
            {
                if (order.IsAbandoned)
                    order.Abandon();
                else if (_writer.TryCarry(order, now) is { } fault)
                    order.Fail(fault);
                else
                    kept.Add(order);
            }

            var events = _writer.Commit();
            _live.Tell(new(kept, events));
            if (events.Count > 0)
                _full.Took();
        }
        catch (Exception fault)
        {
            _writer.Rollback();
            GiveUp(taken, fault);
        }

        Tend(_writer.Tend);
    }

    /// <summary>Whatever goes wrong with the log, what is committed stays committed.</summary>
    private void Tend(Action tend)
    {
        if (_broken is not null)
            return;

        try
        {
            tend();
        }
        catch (Exception fault)
        {
            GiveUp([], fault);
        }
    }

    private void GiveUp(List<Order> orders, Exception fault)
    {
        if (fault.IsOfABrokenDisk)
            End(fault);
        else if (fault.IsOfRoom)
            _full.Refused(fault);
        else
            _logger.TransactionFailed(fault, orders.Count);

        var reason = _broken is not null ? Uncertain : fault.IsOfRoom ? NoRoom : Undone;
        foreach (var order in orders)
            order.Fail(new RefusedException(Refusal.Busy, reason));
    }

    private void End(Exception fault)
    {
        if (_broken is not null)
            return;

        _broken = fault;
        _logger.DiskFailed(fault);
        Environment.ExitCode = 1;
        _lifetime?.StopApplication();
    }
}
