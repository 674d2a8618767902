using System.Collections.Concurrent;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Workloads;

/// <summary>Concurrent clients that post, delete, follow, favourite and boost, each one operation after another, and record the responses.</summary>
/// <param name="people">The accounts, one for each client.</param>
/// <param name="seed">The random seed of the operations.</param>
/// <param name="moment">The clock of <see cref="Operation.Began"/> and <see cref="Operation.Ended"/>; null when they are not needed.</param>
internal sealed class Workload(IReadOnlyList<TestAccount> people, int seed, Func<long>? moment = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly WorkloadClient[] _clients = [.. people.Select((person, at) => new WorkloadClient(at, person, new SeededRandom(seed + (at * 1_000_003L))))];
    private readonly WorkloadState _state = new(people);
    private readonly ConcurrentQueue<Operation> _operations = [];
    private int _acknowledged;

    public IReadOnlyList<TestAccount> People => people;

    /// <summary>The operations of each client in order.</summary>
    public IReadOnlyCollection<Operation> Operations => _operations;

    /// <summary>Runs until at least this many operations are acknowledged; then the server is killed during others.</summary>
    public async Task UntilKilledAsync(ServerProcess server, int atLeast)
    {
        var enough = Volatile.Read(ref _acknowledged) + atLeast;
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Task.WhenAll(_clients.Select(client => RunAsync(client, server, () =>
        {
            if (Volatile.Read(ref _acknowledged) >= enough)
                killed.TrySetResult();
            return true;
        })));

        await await Task.WhenAny(killed.Task, clients);
        await server.KillAsync();
        await clients;
    }

    /// <summary>Runs until this many more operations are acknowledged.</summary>
    public async Task RunAsync(ServerProcess server, int orders)
    {
        var enough = Volatile.Read(ref _acknowledged) + orders;
        await Task.WhenAll(_clients.Select(client => RunAsync(client, server, () => Volatile.Read(ref _acknowledged) < enough)));
    }

    /// <summary>Runs against a balancer until told to stop; a client that got no response, or was rejected, goes on after a pause.</summary>
    public Task RunAsync(Uri balancer, CancellationToken stopping) => Task.WhenAll(_clients.Select(async client =>
    {
        using var api = new HttpClient { BaseAddress = balancer, DefaultRequestHeaders = { Authorization = new("Bearer", client.Person.Token) } };
        while (!stopping.IsCancellationRequested)
        {
            if (await SendAsync(client, api) is not Outcome.Acknowledged)
                await Task.Delay(Pause, CancellationToken.None);
        }
    }));

    private async Task RunAsync(WorkloadClient client, ServerProcess server, Func<bool> goesOn)
    {
        using var api = server.ClientOf(client.Person.Token);
        while (goesOn() && await SendAsync(client, api) is not Outcome.Unknown)
        {
        }
    }

    private async Task<Outcome> SendAsync(WorkloadClient client, HttpClient api)
    {
        var (order, began) = (client.Next(_state), moment?.Invoke() ?? 0);
        var (outcome, post) = await order.SendAsync(api);
        var operation = new Operation(client.Number, order.Verb, order.Subject, outcome, post) { Began = began, Ended = moment?.Invoke() ?? 0 };

        _operations.Enqueue(operation);
        client.Remember(order, operation);
        _state.Hear(operation);
        if (outcome is Outcome.Acknowledged)
            Interlocked.Increment(ref _acknowledged);

        return outcome;
    }
}
