using System.Collections.Concurrent;
using System.Text.Json;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>
/// Live handlers get the entries of this process and of others, each once and in journal order. The others are rows that the test inserts;
/// <see cref="TwoProcessesTests"/> has real ones.
/// </summary>
[Trait("Database", "Sqlite")]
public sealed class LiveDeliveryTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<long> _delivered = [];
    private DataHost? _data;

    private DataHost Data => _data!;

    public async ValueTask InitializeAsync() => _data = await DataHost.StartAsync(
        space => space.On<PostDeleted>((deleted, context) => _delivered.Enqueue(context.Sequence)).Publishes<PostDeleted>());

    public async ValueTask DisposeAsync() => await Data.DisposeAsync();

    [Fact]
    public async Task Entries_of_other_processes_are_read_from_the_journal()
    {
        await Data.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada));
        await AppendElsewhereAsync(from: 2, to: 1_200);

        Live.CatchUp(700);
        Live.CatchUp(1_200);
        await DeliveredAsync(1_200);

        _delivered.ShouldBe(Enumerable.Range(1, 1_200).Select(sequence => (long)sequence));
        Data.Get<JournalTail>().TryRead(1, null, 2_000)!.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(2, 1_199).Select(sequence => (long)sequence));
    }

    [Fact]
    public async Task Entries_that_others_appended_before_those_of_this_process_are_delivered_first()
    {
        await AppendElsewhereAsync(from: 1, to: 4);

        Live.Enqueue(new([], [Committed(4)], HasErased: false, IsFollowed: false));
        await DeliveredAsync(4);

        _delivered.ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task What_was_read_from_the_journal_is_not_delivered_again_from_memory()
    {
        await AppendElsewhereAsync(from: 1, to: 3);
        Live.CatchUp(3);
        await DeliveredAsync(3);

        Live.Enqueue(new([], [Committed(2), Committed(3), Committed(4)], HasErased: false, IsFollowed: false));
        Live.CatchUp(3);
        await DeliveredAsync(4);

        _delivered.ShouldBe([1, 2, 3, 4]);
        Data.Get<JournalTail>().TryRead(0, null, 9)!.Select(entry => entry.Sequence).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task Entries_without_an_event_are_passed_over()
    {
        await AppendElsewhereAsync(from: 1, to: 3);
        await Data.CommitAsync(tx => tx.Execute($"update journal set payload = null where sequence = 1"));
        await Data.CommitAsync(tx => tx.Execute($"update journal set type = {"posts.of_tomorrow"} where sequence = 2"));

        Live.CatchUp(3);
        await DeliveredAsync(3);

        _delivered.ShouldBe([3]);
        await Data.Log.SaysAsync("posts.of_tomorrow");
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_read_again_until_it_can()
    {
        await AppendElsewhereAsync(from: 1, to: 2);
        Data.Tamper("alter table journal rename to journal_away");

        Live.CatchUp(2);
        await Data.Log.SaysAsync("could not be read for live delivery");
        Data.Tamper("alter table journal_away rename to journal");
        await DeliveredAsync(2);

        _delivered.ShouldBe([1, 2]);
    }

    private LiveDelivery Live => Data.Get<LiveDelivery>();

    private Task DeliveredAsync(long sequence) =>
        Eventually.TrueAsync(() => Task.FromResult(Live.Delivered >= sequence), $"sequence {sequence} is delivered");

    private static CommittedEntry Committed(long sequence)
    {
        var deleted = new PostDeleted(new(sequence), Ids.Ada);
        return new(deleted, new() { Sequence = sequence }, new(() => deleted)
        {
            Sequence = sequence,
            Time = DateTimeOffset.UnixEpoch,
            Name = EventType.Of<PostDeleted>().Name,
            Subject = deleted.Subject,
        }, 0);
    }

    /// <summary>Appends entries past the journal writer, as another process does.</summary>
    private async Task AppendElsewhereAsync(int from, int to) => await Data.CommitAsync(tx =>
    {
        for (var sequence = from; sequence <= to; sequence++)
        {
            tx.Execute(
                $$"""
                insert into journal (sequence, time, type, version, subject, depth, root, node, payload, payload_digest, digest)
                values ({{(long)sequence}}, 0, {{EventType.Of<PostDeleted>().Name}}, 1, {{"1"}}, 1, {{(long)sequence}}, 1,
                  {{JsonSerializer.Serialize(new PostDeleted(new(sequence), Ids.Ada), JournalJson.Options)}}, {{Array.Empty<byte>()}}, {{Array.Empty<byte>()}})
                """);
        }

        return to;
    });
}
