using System.Collections.Concurrent;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Posts;
using Plaza.Data.Journal;
using Plaza.Queries.Accounts;
using Plaza.Tests.Queries;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>Two processes on one PostgreSQL database. Skipped where the tests run on SQLite, which one process uses at a time.</summary>
[Trait("Database", "Postgres")]
public sealed class TwoProcessesTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<long> _deliveredToOne = [];
    private readonly ConcurrentQueue<long> _deliveredToOther = [];
    private DataHost? _one;
    private DataHost? _other;

    public TwoProcessesTests() => Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");

    private DataHost One => _one!;

    private DataHost Other => _other!;

    public async ValueTask InitializeAsync()
    {
        _one = await DataHost.StartAsync(space => space.On<PostDeleted>((_, context) => _deliveredToOne.Enqueue(context.Sequence)));
        _other = await DataHost.StartBesideAsync(_one, space => space.On<PostDeleted>((_, context) => _deliveredToOther.Enqueue(context.Sequence)));
    }

    public async ValueTask DisposeAsync()
    {
        await (_other?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_one?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Each_delivers_what_both_commit_once_and_in_journal_order()
    {
        const int Each = 300;
        var writing = new[] { One, Other, One, Other }.Select(async data =>
        {
            for (var post = 1; post <= Each; post++)
                await data.Committer.AppendAsync(new PostDeleted(new(post), Ids.Ada));
        });

        await Task.WhenAll(writing);
        await Eventually.TrueAsync(() => Task.FromResult(_deliveredToOne.Count >= 4 * Each && _deliveredToOther.Count >= 4 * Each), "all is delivered");

        var all = Enumerable.Range(1, 4 * Each).Select(sequence => (long)sequence).ToList();
        _deliveredToOne.ShouldBe(all);
        _deliveredToOther.ShouldBe(all);
        var verdict = await One.Get<JournalVerifier>().RunAsync(new Progress<string>(), TestContext.Current.CancellationToken);
        (verdict.Entries, verdict.Fault).ShouldBe((4 * Each, null));
    }

    [Fact]
    public async Task A_response_waits_for_the_entries_of_the_other_before_its_own()
    {
        for (var round = 0; round < 50; round++)
        {
            await One.Committer.AppendAsync(new PostDeleted(new(round + 1), Ids.Ada));
            var sequence = await Other.Committer.AppendAsync(new PostDeleted(new(round + 1), Ids.Ada));

            _deliveredToOther.ShouldBe(Enumerable.Range(1, (int)sequence).Select(each => (long)each));
        }
    }

    [Fact]
    public async Task What_one_changes_the_other_reads()
    {
        await One.WriteAsync(tx => tx.AddAccount(1, "ada"));
        (await FindAsync(Other))!.IsAdmin.ShouldBeFalse();

        await One.CommitAsync(tx =>
        {
            tx.Execute($"update accounts set is_admin = {true} where id = 1");
            return tx.Publish(new AdminChanged(Ids.Ada, IsAdmin: true));
        });

        await Eventually.TrueAsync(async () => (await FindAsync(Other))!.IsAdmin, "the other process reads the change");
    }

    [Fact]
    public async Task What_one_erases_is_gone_from_the_memory_of_the_other()
    {
        await One.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada));
        await Other.Committer.AppendAsync(new PostDeleted(new(2), Ids.Ada));
        Other.Get<JournalTail>().TryRead(0, null, 9)!.Count.ShouldBe(2);

        await One.CommitAsync(tx => tx.EraseBatch(Ids.Ada.ToString(), 0, long.MaxValue, 1_000).Count);

        await Eventually.TrueAsync(() => Task.FromResult(Other.Get<JournalTail>().TryRead(0, null, 9) is null), "the tail is cleared");
    }

    [Fact]
    public async Task A_process_whose_connection_was_lost_catches_up()
    {
        await One.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada));
        await DeliveredToOtherAsync(1);
        One.Tamper("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'plaza listener' and datname = current_database()");

        await One.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada));

        await DeliveredToOtherAsync(2);
        await Other.Log.SaysAsync("The connection that follows the journal was lost");
    }

    private Task DeliveredToOtherAsync(int count) =>
        Eventually.TrueAsync(() => Task.FromResult(_deliveredToOther.Count == count), $"{count} entries are delivered");

    private static ValueTask<AccountView?> FindAsync(DataHost data) => data.Get<AccountQueries>().FindAsync(Ids.Ada, TestContext.Current.CancellationToken);
}
