using Plaza.Contracts.Posts;
using Plaza.Data.Journal;
using Plaza.Spaces.Journal;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

public sealed class JournalTests
{
    [Fact]
    public async Task The_journal_has_no_gap_and_is_whole()
    {
        await using var data = await FiveEntriesAsync();
        await data.StartAgainAsync();
        await data.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada));

        (await CheckAsync(data)).ShouldBe(new JournalVerificationResult(6, null));
    }

    [Theory]
    [InlineData("update journal set payload = replace(payload, '3', '4') where sequence = 3", "Sequence 3 (posts.published) has another payload")]
    [InlineData("delete from journal where sequence = 3", "Sequence 3 is missing: 4 follows 2")]
    [InlineData(
        "update journal set sequence = -3 where sequence = 3; update journal set sequence = 3 where sequence = 4; update journal set sequence = 4 where sequence = -3",
        "Sequence 3 (posts.published) was changed or moved")]
    [InlineData("update journal set time = time + 1 where sequence = 3", "Sequence 3 (posts.published) was changed or moved")]
    [InlineData("update journal set subject = '2' where sequence = 3", "Sequence 3 (posts.published) was changed or moved")]
    [InlineData("update journal set type = 'posts.deleted' where sequence = 3", "Sequence 3 (posts.deleted) was changed or moved")]
    [InlineData("update journal set cause = 1 where sequence = 3", "Sequence 3 (posts.published) was changed or moved")]
    [InlineData("update journal set salt = null where sequence = 3", "Sequence 3 (posts.published) has another payload")]
    public async Task Every_change_past_the_committer_is_found_and_named(string sql, string fault)
    {
        await using var data = await FiveEntriesAsync();

        data.Tamper(sql);

        var verdict = await CheckAsync(data);
        verdict.Entries.ShouldBe(2);
        verdict.Fault.ShouldNotBeNull().ShouldStartWith(fault);
    }

    [Fact]
    public async Task A_commit_without_events_is_no_append()
    {
        await using var data = await DataHost.StartAsync();
        var appended = new List<long>();
        data.Get<IJournal>().Appended += appended.Add;

        await data.MakeNotesAsync();
        await data.Committer.AppendAsync(new PostDeleted(new(9), Ids.Bob));

        appended.ShouldBe([1]);
    }

    [Fact]
    public async Task An_erased_payload_leaves_the_journal_whole_and_nothing_of_itself()
    {
        await using var data = await FiveEntriesAsync();

        await data.CommitAsync(tx =>
        {
            tx.Erase(2);
            return true;
        });

        (await CheckAsync(data)).ShouldBe(new JournalVerificationResult(5, null));
        var entry = (await data.Get<JournalReader>().ReadAfterAsync(1, null, 1, TestContext.Current.CancellationToken))[0];
        (entry.Payload, entry.Salt).ShouldBe((null, null));
        (await data.Get<IJournal>().ReadAsync(1, null, 1)).ShouldHaveSingleItem().Deserialize().ShouldBeNull();
    }

    [Fact]
    public async Task Entries_of_a_subject_are_erased_in_batches_oldest_first_up_to_a_sequence()
    {
        await using var data = await FiveEntriesAsync();
        await data.Committer.AppendAsync(new PostDeleted(new(9), Ids.Bob));

        var first = await data.CommitAsync(tx => tx.EraseBatch(Ids.Ada.ToString(), 0, 5, 3));
        (await UnerasedAsync(data)).ShouldBe([4, 5, 6]);
        var second = await data.CommitAsync(tx => tx.EraseBatch(Ids.Ada.ToString(), first[^1], 5, 3));
        var third = await data.CommitAsync(tx => tx.EraseBatch(Ids.Ada.ToString(), second[^1], 5, 3));

        first.ShouldBe([1, 2, 3]);
        second.ShouldBe([4]);
        third.ShouldBeEmpty();
        (await UnerasedAsync(data)).ShouldBe([5, 6]);
        (await CheckAsync(data)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_type_that_is_not_known_is_a_clear_error()
    {
        await using var data = await DataHost.StartAsync();

        Should.Throw<InvalidDataException>(() => data.Get<EventTypeRegistry>().Deserialize("posts.painted", 1, "{}"))
            .Message.ShouldBe("No type of events is registered as posts.painted.");
    }

    [Fact]
    public async Task An_event_is_read_back_as_it_was_published()
    {
        await using var data = await DataHost.StartAsync();
        var said = new PostPublished(new(7), Ids.Ada, Visibility.Followers) { Mentions = [Ids.Bob], Tags = ["c"] };

        var sequence = await data.Committer.AppendAsync(said);

        var entry = (await data.Get<JournalReader>().ReadAfterAsync(sequence - 1, null, 1, TestContext.Current.CancellationToken))[0];
        (entry.Type, entry.Version, entry.Subject, entry.Time).ShouldBe(("posts.published", 1, "1", data.Clock.GetUtcNow()));
        var read = data.Get<EventTypeRegistry>().Deserialize(entry.Type, entry.Version, entry.Payload!).ShouldBeOfType<PostPublished>();
        (read with { Mentions = said.Mentions, Tags = said.Tags }).ShouldBe(said);
        read.Mentions.ShouldBe(said.Mentions);
        read.Tags.ShouldBe(said.Tags);
    }

    private static async Task<DataHost> FiveEntriesAsync()
    {
        var data = await DataHost.StartAsync();
        for (var post = 1; post <= 5; post++)
            await data.Committer.AppendAsync(new PostPublished(new(post), Ids.Ada, Visibility.Public));

        return data;
    }

    private static Task<JournalVerificationResult> CheckAsync(DataHost data) =>
        data.Get<JournalVerifier>().RunAsync(new Progress<string>(), TestContext.Current.CancellationToken);

    private static async Task<List<long>> UnerasedAsync(DataHost data) =>
        await data.CommitAsync(tx => tx.Query($"select sequence from journal where payload is not null order by 1", row => row.GetInt64(0)));
}
