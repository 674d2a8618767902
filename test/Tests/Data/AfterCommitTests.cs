using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>An exception after the commit rolls nothing back, completes all requests, and does not stop the committer.</summary>
public sealed class AfterCommitTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_live_handler_that_throws()
    {
        await using var data = await DataHost.StartAsync(Throw);

        await ShouldGoOnAsync(data);
    }

    [Fact]
    public async Task A_continuation_of_the_response_that_throws()
    {
        await using var data = await DataHost.StartAsync();
        _ = data.Committer.AppendAsync(Posted(1)).AsTask().ContinueWith(
            _ => throw new InvalidOperationException("not today"), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        await ShouldGoOnAsync(data, before: 1);
    }

    [Fact]
    public async Task A_subscriber_of_the_commit_signal_that_throws_and_those_behind_it_are_called()
    {
        await using var data = await DataHost.StartAsync();
        var called = new List<long>();
        data.Get<CommitSignal>().Committed += _ => throw new InvalidOperationException("not today");
        data.Get<CommitSignal>().Committed += called.Add;

        await ShouldGoOnAsync(data);

        called.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Telemetry_that_throws()
    {
        await using var data = await DataHost.StartAsync(Throw);
        using var listener = CounterThatThrows(data);

        await ShouldGoOnAsync(data);
    }

    [Fact]
    public async Task A_log_that_throws_whatever_it_is_given()
    {
        var log = new BrokenLog();
        await using var data = await DataHost.StartAsync(Throw, services => services.AddLogging(logging => logging.AddProvider(log)));
        await data.MakeNotesAsync();
        data.Get<CommitSignal>().Committed += _ => throw new InvalidOperationException("not today");
        using var listener = CounterThatThrows(data);
        log.IsBroken = true;

        await Should.ThrowAsync<Exception>(() => data.CommitAsync<int>(_ => throw new InvalidOperationException("changed my mind")).AsTask().WaitAsync(Soon));
        await ShouldGoOnAsync(data);
        log.IsBroken = false;
    }

    /// <summary>Asserts that appends complete with consecutive sequences, and that the digests on disk form a chain.</summary>
    private static async Task ShouldGoOnAsync(DataHost data, int before = 0)
    {
        for (var next = before + 1; next <= before + 3; next++)
            (await data.Committer.AppendAsync(Posted(next)).AsTask().WaitAsync(Soon)).ShouldBe(next);

        var verdict = await data.Get<JournalVerifier>().RunAsync(new Progress<string>(), CancellationToken.None);
        verdict.ShouldBe(new(before + 3, null));
    }

    /// <summary>An observer that is called inside a publish for each failing handler.</summary>
    private static MeterListener CounterThatThrows(DataHost data)
    {
        var meters = data.Get<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name is "plaza.handlers.faulted")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("not today"));
        listener.Start();
        return listener;
    }

    private static void Throw(SpaceBuilder space) => space.On<PostPublished>(_ => throw new InvalidOperationException("not today"));

    private static IEvent Posted(int post) => new PostPublished(new(post), Ids.Ada, Visibility.Public);

    private sealed class BrokenLog : ILoggerProvider, ILogger
    {
        public bool IsBroken { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsBroken)
                throw new IOException("the log is full");
        }

        public void Dispose()
        {
            // Nothing to dispose.
        }
    }
}
