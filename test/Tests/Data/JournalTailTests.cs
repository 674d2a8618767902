using Plaza.Contracts.Posts;
using Plaza.Data.Journal;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class JournalTailTests
{
    private const int Written = JournalTail.MaxEntries + 500;

    [Theory]
    [InlineData(0, 10)]
    [InlineData(499, 300)]
    [InlineData(500, 300)]
    [InlineData(Written - 7, 5)]
    [InlineData(Written - 7, 50)]
    [InlineData(Written, 5)]
    public async Task Entries_from_memory_equal_those_of_the_table(long after, int most)
    {
        await using var data = await DataHost.StartAsync();
        await WriteAsync(data);
        string[] deleted = [EventType.Of<PostDeleted>().Name];

        foreach (var names in new[] { null, deleted })
        {
            var said = await data.Get<IJournal>().ReadAsync(after, names, most);
            var stored = await data.Get<JournalReader>().ReadAfterAsync(after, names, most, TestContext.Current.CancellationToken);

            said.Select(entry => (entry.Sequence, entry.Time, entry.Name, entry.Subject, entry.Cause, entry.Depth, entry.Root))
                .ShouldBe(stored.Select(row => (row.Sequence, row.Time, row.Type, row.Subject, row.Cause, row.Depth, row.Root)));
        }
    }

    [Fact]
    public async Task It_holds_the_newest_and_no_more_than_it_may()
    {
        await using var data = await DataHost.StartAsync();
        var tail = data.Get<JournalTail>();
        tail.TryRead(0, null, 1).ShouldBeNull();

        await WriteAsync(data);

        tail.TryRead(499, null, 1).ShouldBeNull();
        tail.TryRead(500, null, Written)!.Count.ShouldBe(JournalTail.MaxEntries);
    }

    [Fact]
    public async Task Entries_of_a_rolled_back_write_request_are_not_in_the_tail()
    {
        await using var data = await DataHost.StartAsync();
        await data.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada));

        await Should.ThrowAsync<InvalidOperationException>(async () => await data.CommitAsync<bool>(tx =>
        {
            tx.Publish(new PostDeleted(new(2), Ids.Ada));
            throw new InvalidOperationException();
        }));
        await data.Committer.AppendAsync(new PostDeleted(new(3), Ids.Ada));

        data.Get<JournalTail>().TryRead(0, null, 9)!.Select(entry => ((PostDeleted)entry.Deserialize()!).Post.Value).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task An_erasing_write_request_clears_the_journal_tail()
    {
        await using var data = await DataHost.StartAsync();
        await data.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada));

        await data.CommitAsync(tx =>
        {
            var sequence = tx.Publish(new PostDeleted(new(2), Ids.Ada));
            tx.EraseBatch(Ids.Ada.ToString(), 0, long.MaxValue, 1_000);
            return sequence;
        });

        data.Get<JournalTail>().TryRead(0, null, 9).ShouldBeNull();
    }

    private static ValueTask<int> WriteAsync(DataHost data) => data.CommitAsync(tx =>
    {
        for (var post = 1; post <= Written; post++)
            tx.Publish(post % 3 is 0 ? new PostDeleted(new(post), Ids.Ada) : new PostPublished(new(post), Ids.Bob, Visibility.Public));

        return Written;
    });
}
