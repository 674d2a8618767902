using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data;
using Plaza.Data.Committing;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.BusBench.Scenarios;

/// <summary>A started host with the journal on SQLite and, optionally, one durable subscription.</summary>
internal sealed class RunningJournal : IDisposable
{
    private static readonly PostPublished Published = new(new(1_234_567), new(7), Visibility.Public);

    private readonly IHost _host;
    private readonly Committer _committer;
    private readonly InFlightTracker _inFlight;

    public RunningJournal(string folder, bool isHeard)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddData(new(folder));
        if (isHeard)
            builder.Services.AddSpace<CountingSpace>();

        builder.Services.AddDurableSubscriptions();
        _host = builder.Build();
        _host.Start();
        _committer = _host.Services.GetRequiredService<Committer>();
        _inFlight = _host.Services.GetRequiredService<InFlightTracker>();
    }

    /// <summary>Returns when all events are durable, the durable subscription has handled them, and its cursor is durable too.</summary>
    public void Run(int times)
    {
        var written = new Task[times];
        for (var time = 0; time < times; time++)
            written[time] = _committer.CommitAsync(tx => tx.Publish(Published)).AsTask();

        Task.WaitAll(written);
        _inFlight.WhenIdleAsync().Wait();
    }

    public void Dispose()
    {
        _host.StopAsync().Wait();
        _host.Dispose();
    }

    private sealed class CountingSpace() : Space("hearing")
    {
        protected override void Configure(SpaceBuilder space) =>
            space.On<PostPublished>(static (_, _) => { }, Delivery.Durable("hearing"));
    }
}
