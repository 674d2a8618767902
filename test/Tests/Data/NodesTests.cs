using System.Collections.Concurrent;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Posts;
using Plaza.Data.Durable;
using Plaza.Data.Nodes;
using Plaza.Data.Postgres;
using Plaza.Data.Tasks;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Durable;
using Plaza.Tests.Queries;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>Nodes that share a PostgreSQL database. Skipped where the tests run on SQLite, which one process uses at a time.</summary>
[Trait("Database", "Postgres")]
public sealed class NodesTests : IAsyncLifetime
{
    private const string Now = PostgresNodes.Now;

    private readonly ConcurrentQueue<long> _handledByOne = [];
    private readonly ConcurrentQueue<long> _handledByOther = [];
    private readonly ManualResetEventSlim _canHandle = new(initialState: true);
    private DataHost? _one;
    private DataHost? _other;

    public NodesTests() => Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");

    private DataHost One => _one!;

    private DataHost Other => _other!;

    public async ValueTask InitializeAsync()
    {
        _one = await DataHost.StartAsync(space => space
            .OnDurable<PostDeleted>((_, context) => _handledByOne.Enqueue(context.Sequence))
            .On<PostDeleted>((_, _) => _canHandle.Wait()));
        _other = await DataHost.StartBesideAsync(_one, space => space.OnDurable<PostDeleted>((_, context) => _handledByOther.Enqueue(context.Sequence)));
    }

    public async ValueTask DisposeAsync()
    {
        _canHandle.Set();
        await (_other?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_one?.DisposeAsync() ?? ValueTask.CompletedTask);
        _canHandle.Dispose();
    }

    [Fact]
    public async Task What_one_has_answered_the_other_reads_at_once()
    {
        await One.WriteAsync(tx => tx.AddAccount(1, "ada"));
        for (var round = 0; round < 200; round++)
        {
            var (writer, reader) = round % 2 is 0 ? (One, Other) : (Other, One);
            var isAdmin = round % 3 is 0;
            await writer.CommitAsync(tx =>
            {
                tx.Execute($"update accounts set is_admin = {isAdmin} where id = 1");
                return tx.Publish(new AdminChanged(Ids.Ada, isAdmin));
            });

            (await reader.Get<AccountQueries>().FindAsync(Ids.Ada, TestContext.Current.CancellationToken))!.IsAdmin.ShouldBe(isAdmin);
        }
    }

    [Fact]
    public async Task A_response_waits_for_a_silent_node_until_its_lease_has_expired()
    {
        One.Tamper($"insert into nodes (id, name, roles, joined_at, expires_at, applied) values (1, 'silent', 1, {Now}, {Now} + 4000, 0)");

        await One.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada));

        Scalar($"select count(*) from nodes where id = 1 and expires_at > {Now}").ShouldBe(0);
    }

    [Fact]
    public async Task A_durable_subscription_runs_on_one_node_and_moves_when_it_stops()
    {
        for (var post = 1; post <= 20; post++)
            await (post % 2 is 0 ? One : Other).Committer.AppendAsync(new PostDeleted(new(post), Ids.Ada));

        await Eventually.TrueAsync(() => _handledByOne.Count is 20, "the first node has handled all");
        await Eventually.TrueAsync(() => Scalar("select sequence from cursors") is 20, "its cursor is stored");
        _handledByOther.ShouldBeEmpty();

        await One.StopAsync();
        await Other.Committer.AppendAsync(new PostDeleted(new(21), Ids.Ada));

        await Eventually.TrueAsync(() => !_handledByOther.IsEmpty, "the other node has taken over");
        _handledByOther.ShouldBe([21]);
    }

    [Fact]
    public async Task A_dead_letter_that_one_node_releases_is_handled_by_the_one_that_runs_the_subscription()
    {
        var sequence = await One.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada));
        await Eventually.TrueAsync(() => _handledByOne.Count is 1, "it is handled");
        One.Tamper($"insert into deliveries (subscription, sequence, subject, attempts, due, error, is_parked) select subscription, {sequence}, '', 1, 0, 'failed', true from cursors");
        await One.Committer.AppendAsync(new PostDeleted(new(2), Ids.Ada));
        await Eventually.TrueAsync(() => _handledByOne.Count is 2, "the next one is handled");
        var subscription = (await Other.Get<DeliveryStore>().GetPendingAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Subscription;

        (await Other.Get<DeliveryStore>().ReplayAsync(subscription, sequence, TestContext.Current.CancellationToken)).ShouldBeTrue();

        await Eventually.TrueAsync(() => _handledByOne.Count is 3, "the dead letter is handled");
        _handledByOne.Last().ShouldBe(sequence);
        _handledByOther.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_whose_lease_has_expired_commits_nothing_until_it_has_joined_again()
    {
        var id = One.Get<Node>().Id;
        One.Tamper("alter table nodes add constraint frozen check (expires_at = 0) not valid");
        One.Tamper($"update nodes set expires_at = 0 where id = {id}");

        var rejection = await Should.ThrowAsync<RequestRejectedException>(() => One.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada)).AsTask());

        (rejection.Reason, rejection.Message).ShouldBe((RejectionReason.Unavailable, "This node has lost its lease and joins again. Nothing was saved; try again in a few seconds."));
        Scalar("select count(*) from journal").ShouldBe(0);
        One.Tamper("alter table nodes drop constraint frozen");
        await CommitsAsync(One);
        await One.Log.SaysAsync("has joined again");
    }

    [Fact]
    public async Task The_tasks_of_a_node_that_was_removed_are_run_by_another_and_its_own_result_is_not_stored()
    {
        var (id, replaced) = (One.Get<Node>().Id, One.Get<Node>().Replaced);
        await One.CommitAsync(tx => One.Get<TaskQueue>().Add(tx, "tests.work", "1", "{}", tx.Now));
        var mine = (await One.CommitAsync(tx => One.Get<TaskQueue>().Claim(tx, "tests.work", 9))).ShouldHaveSingleItem();

        One.Tamper($"delete from nodes where id = {id}");
        await Eventually.TrueAsync(() => One.Get<Node>().Id != id, "the node has joined as another");

        replaced.IsCancellationRequested.ShouldBeTrue();
        var theirs = (await Other.CommitAsync(tx => Other.Get<TaskQueue>().Claim(tx, "tests.work", 9))).ShouldHaveSingleItem();
        theirs.Id.ShouldBe(mine.Id);
        await CommitsAsync(One);
        await One.WriteAsync(tx => One.Get<TaskQueue>().Finish(tx, mine, TaskState.DeadLettered, 1, tx.Now, "late"));
        await Other.WriteAsync(tx => Other.Get<TaskQueue>().Finish(tx, theirs, TaskState.Completed, 1, tx.Now, "done"));
        (await One.Get<TaskQueue>().GetNewestAsync(1, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Detail.ShouldBe("done");
    }

    [Fact]
    public async Task A_node_that_died_is_removed_and_its_running_tasks_are_pending_again()
    {
        await One.CommitAsync(tx => One.Get<TaskQueue>().Add(tx, "tests.work", "1", "{}", tx.Now));
        One.Tamper($"insert into nodes (id, name, roles, joined_at, expires_at, applied) values (1, 'dead', 4, 0, {Now} - 1, 0)");
        One.Tamper("update tasks set state = 1, node = 1, started_at = 1");

        await Eventually.TrueAsync(() => Scalar("select count(*) from tasks where state = 0") is 1, "the task is pending");

        Scalar("select count(*) from nodes").ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_does_not_follow_the_journal_does_not_renew_its_lease()
    {
        One.Get<SubscriptionActivation>().IsActive.ShouldBeTrue();
        _canHandle.Reset();

        await Other.Committer.AppendAsync(new PostDeleted(new(1), Ids.Ada)).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => !One.Get<Node>().IsLive, "its lease has expired");
        await Eventually.TrueAsync(() => Other.Get<SubscriptionActivation>().IsActive, "the other node runs the subscriptions");
        _canHandle.Set();
        await CommitsAsync(One);
    }

    private static async Task CommitsAsync(DataHost data) => await Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await data.Committer.AppendAsync(new PostDeleted(new(99), Ids.Ada));
                return true;
            }
            catch (RequestRejectedException)
            {
                return false;
            }
        },
        "the node commits");

    private long Scalar(string sql)
    {
        using var connection = TestDatabase.Open(One.Folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
