using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Testing.FaultInjection;
using Plaza.Spaces.Testing.Scheduling;

namespace Plaza.Spaces.Testing;

/// <summary>
/// Runs a few spaces on a bus of their own. Each call returns when no work is in flight, so tests need no delays. With a
/// <see cref="TestSchedule"/> the order of the work is determined by a seed.
/// </summary>
public sealed class SpaceTestHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly SeededScheduler? _scheduler;
    private readonly List<IHostedService> _hosted;

    private SpaceTestHost(ServiceProvider services, SeededScheduler? scheduler)
    {
        _services = services;
        _scheduler = scheduler;
        _hosted = [.. services.GetServices<IHostedService>()];
        _scheduler?.Attach(services.GetRequiredService<EventBus>(), Clock);
    }

    public IServiceProvider Services => _services;

    public IEventBus Bus => _services.GetRequiredService<IEventBus>();

    /// <summary>Injects faults into handlers.</summary>
    public FaultInjector Faults => _services.GetRequiredService<FaultInjector>();

    /// <summary>The virtual time of the host: always present with a schedule, else where one was added to the services.</summary>
    /// <exception cref="InvalidOperationException">The host uses another <c>TimeProvider</c>.</exception>
    public VirtualTimeProvider Clock => _services.GetRequiredService<TimeProvider>() as VirtualTimeProvider
        ?? throw new InvalidOperationException("This host has no virtual time: add one to its services as TimeProvider.");

    /// <summary>The starts and ends of handlers, in order; the same for the same seed. Empty without a schedule.</summary>
    public IReadOnlyList<string> Trace => _scheduler?.Trace.Lines ?? [];

    /// <summary>Builds the container with the bus, logging and metrics, and starts the spaces. Throws the exception that stopped the start.</summary>
    public static Task<SpaceTestHost> StartAsync(Action<IServiceCollection> spaces, CancellationToken cancellationToken = default) =>
        StartAsync(spaces, null, cancellationToken);

    /// <summary>Starts a host whose work runs one piece at a time, on the calling thread, in the order of the schedule.</summary>
    public static async Task<SpaceTestHost> StartAsync(Action<IServiceCollection> spaces, TestSchedule? schedule, CancellationToken cancellationToken = default)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics().AddSingleton<FaultInjector>(_ => new()).AddSingleton<HandlerInterceptor, HandlerInstrumentation>();
        var scheduler = schedule is null ? null : new SeededScheduler(schedule);
        if (scheduler is not null)
            services.AddSingleton<TimeProvider>(_ => new VirtualTimeProvider()).AddSingleton<WorkScheduler>(scheduler);

        spaces(services);
        services.AddSpaces();
        if (scheduler is not null)
            services.Remove(services.Single(service => service.ImplementationType == typeof(StuckHandlerDetector)));

        var host = new SpaceTestHost(services.BuildServiceProvider(), scheduler);
        try
        {
            await host.RunUntilAsync(() => host.StartHostedAsync(cancellationToken), RunUntil.Ended);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    /// <summary>Publishes an event, through the journal where there is one, and waits until no work is in flight.</summary>
    public Task PublishAsync(IEvent @event, CancellationToken cancellationToken = default) => RunAsync(async () =>
    {
        if (_services.GetService<IJournal>() is { } journal)
            await journal.AppendAsync(@event, cancellationToken: cancellationToken);
        else
            await Bus.PublishAsync(@event, cancellationToken: cancellationToken);
    });

    /// <summary>Runs the scenario as part of the schedule, where there is one, and waits until no work is in flight.</summary>
    /// <exception cref="ScheduleDeadlockException">With a schedule: the condition cannot be met.</exception>
    public Task RunAsync(Func<Task> scenario) => RunUntilAsync(() => new(scenario()), RunUntil.Idle);

    /// <summary>Waits until no work is in flight.</summary>
    /// <exception cref="ScheduleDeadlockException">With a schedule: the condition cannot be met.</exception>
    public Task WaitForIdleAsync() => RunAsync(() => Task.CompletedTask);

    /// <summary>With a schedule: runs all work that is ready, without advancing the time.</summary>
    public Task RunReadyAsync() => RunUntilAsync(() => default, RunUntil.NothingReady);

    /// <inheritdoc cref="IRequestBus.SendAsync"/>
    public async ValueTask<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        TResponse? answer = default;
        await RunUntilAsync(async () => answer = await _services.GetRequiredService<IRequestBus>().SendAsync(request, cancellationToken), RunUntil.Ended);
        return answer!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_scheduler?.Failure is null)
            await RunUntilAsync(StopHostedAsync, RunUntil.Ended);

        await _services.DisposeAsync();
    }

    private async Task RunUntilAsync(Func<ValueTask> begin, RunUntil until)
    {
        if (_scheduler is { IsInside: false })
        {
            await _scheduler.RunUntilAsync(begin, until);
            return;
        }

        await begin();
        if (until is RunUntil.Idle)
            await (_scheduler?.WhenIdleAsync() ?? _services.GetRequiredService<InFlightTracker>().WhenIdleAsync());
    }

    private async ValueTask StartHostedAsync(CancellationToken cancellationToken)
    {
        foreach (var hosted in _hosted)
            await hosted.StartAsync(cancellationToken);
    }

    /// <summary>Does not wait for queued events, so that a hanging handler cannot hang the test.</summary>
    private async ValueTask StopHostedAsync()
    {
        foreach (var hosted in Enumerable.Reverse(_hosted))
            await hosted.StopAsync(new(canceled: hosted is SpacesHostedService));
    }
}
