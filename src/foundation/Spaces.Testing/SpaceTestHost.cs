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
/// A few spaces on a bus of their own. What is told to it has been dealt with when the call returns:
/// it waits until nothing is in flight, and needs no pauses. With a <see cref="TestSchedule"/> a seed decides the order in
/// which things are done.
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

    /// <summary>By which handlers are made to fail.</summary>
    public FaultInjector Faults => _services.GetRequiredService<FaultInjector>();

    /// <summary>The host's time: with a schedule always, else where one was added to the services.</summary>
    /// <exception cref="InvalidOperationException">It is another.</exception>
    public VirtualTimeProvider Clock => _services.GetRequiredService<TimeProvider>() as VirtualTimeProvider
        ?? throw new InvalidOperationException("This host has no virtual time: add one to its services as TimeProvider.");

    /// <summary>Which handlers began and ended, in order; the same for the same seed. Empty without a schedule.</summary>
    public IReadOnlyList<string> Trace => _scheduler?.Trace.Lines ?? [];

    /// <summary>Builds the container, adds the bus, logging and metrics, and starts the spaces; what stops the start is thrown.</summary>
    public static Task<SpaceTestHost> StartAsync(Action<IServiceCollection> spaces, CancellationToken cancellationToken = default) =>
        StartAsync(spaces, null, cancellationToken);

    /// <summary>One thing is done at a time, on the thread that calls the host, and the seed decides which.</summary>
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

    /// <summary>Publishes, through the journal where there is one, and waits until all that follows from it is done.</summary>
    public Task PublishAsync(IEvent @event, CancellationToken cancellationToken = default) => RunAsync(async () =>
    {
        if (_services.GetService<IJournal>() is { } journal)
            await journal.AppendAsync(@event, cancellationToken: cancellationToken);
        else
            await Bus.PublishAsync(@event, cancellationToken: cancellationToken);
    });

    /// <summary>Runs it as part of the schedule, where there is one, and waits until all that follows from it is done.</summary>
    /// <exception cref="ScheduleDeadlockException">With a schedule: that will never be.</exception>
    public Task RunAsync(Func<Task> scenario) => RunUntilAsync(() => new(scenario()), RunUntil.Idle);

    /// <summary>Waits until nothing is in flight.</summary>
    /// <exception cref="ScheduleDeadlockException">With a schedule: that will never be.</exception>
    public Task WaitForIdleAsync() => RunAsync(() => Task.CompletedTask);

    /// <summary>With a schedule: does all that can be done now, and lets no time pass.</summary>
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

    /// <summary>A handler that hangs must not hang the test: what is still queued is not waited for.</summary>
    private async ValueTask StopHostedAsync()
    {
        foreach (var hosted in Enumerable.Reverse(_hosted))
            await hosted.StopAsync(new(canceled: hosted is SpacesHostedService));
    }
}
