using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Timelines;

namespace Plaza.Tests.Timelines;

public sealed class TimelineMetricsTests
{
    [Fact]
    public async Task Bytes_size_limit_entries_hits_and_misses_are_reported()
    {
        var ct = TestContext.Current.CancellationToken;
        using var telemetry = new TimelineMetrics();
        var timelines = new TimelineCache(Options.Create(new TimelinesOptions { MemoryBytes = 12_345 }), telemetry);
        var reported = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (telemetry.Owns(instrument))
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, number, tags, _) =>
        {
            var name = $"{instrument.Name}{(tags.Length is 0 ? "" : $" {tags[0].Value}")}";
            reported[name] = instrument.IsObservable ? number : reported.GetValueOrDefault(name) + number;
        });
        listener.Start();

        for (var time = 0; time < 3; time++)
        {
            _ = timelines.TryPage(TimelineKey.Local, new(new PageRequest(1)))
                ?? await timelines.PageAsync(TimelineKey.Local, new(new PageRequest(1)), 8, FillAsync, _ => Task.FromResult(new List<PostId>()), ct);
        }

        listener.RecordObservableInstruments();
        reported["plaza.timelines.misses local"].ShouldBe(1);
        reported["plaza.timelines.hits local"].ShouldBe(2);
        reported["plaza.timelines.loaded local"].ShouldBe(1);
        reported["plaza.timelines.loaded home"].ShouldBe(0);
        reported["plaza.timelines.budget"].ShouldBe(12_345);
        reported["plaza.timelines.bytes"].ShouldBe(timelines.Bytes);

        Task FillAsync(CachedTimeline local)
        {
            timelines.Load(local, [new(new(1))]);
            return Task.CompletedTask;
        }
    }
}
