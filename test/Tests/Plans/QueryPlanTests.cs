using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Tests.Support;

namespace Plaza.Tests.Plans;

/// <summary>The cost of a request depends on its result, not on the amount of data: no statement scans a growing table in full.</summary>
[Trait("Speed", "slow")]
public sealed class QueryPlanTests : IAsyncLifetime
{
    /// <summary>Parts of queries, as in <see cref="RecordedQuery.Plain"/>, that may cost more, with the reason.</summary>
    private static readonly (string Part, string Why)[] Dear =
    [
        ("select followed from follows where follower", "a home is loaded once and kept in memory, and costs as much as its reader follows"),
        ("count(*)\nfrom posts", "how many posts there are is counted once a minute at most where there are many, whoever asks"),
        ("count(*)\nfrom accounts", "how many accounts there are is counted once a minute at most where there are many, whoever asks"),
        ("sum((\n    select count(*)\n    from posts", "the posts of suspended accounts are counted with them, by author"),
        ("group by p.tag", "the tags of a week are counted once a minute at most, those of a past day once in ten minutes"),
    ];

    /// <summary>Parts of queries that run once after a start, which may run in the background of a walk.</summary>
    private static readonly string[] Background = ["having count(*) > @count"];

    private static readonly string[] Steering = ["savepoint", "release", "rollback", "begin", "commit", "notify"];

    /// <summary>Sort orders that may scan a table, with the reason.</summary>
    private static readonly (string Order, string Why)[] Walks =
    [
        ("select sequence, digest from journal order by sequence desc limit 1", "the end of the journal, at the start: one row"),
        ("select sequence from journal order by sequence desc limit 1", "the same: one row"),
        ("select count(*) from accounts where suspended_at is null and id in (\n  select cast(account as bigint) from statistics_accounts where day > $1 and day <= $2)", "the active accounts, which PostgreSQL takes for most of all, are counted once a minute at most"),
        ("select t.name from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and c.name = 'id' and c.pk = 1", "the tables, at the start"),
    ];

    private PlazaTestServer? _plaza;
    private SqlRecorder? _watch;
    private EndpointWalker? _walk;

    private PlazaTestServer Plaza => _plaza!;

    public async ValueTask InitializeAsync()
    {
        _plaza = await PlazaTestServer.StartAsync();
        var met = await Plaza.CreateAccountAsync("bob", isAdmin: true);
        await Plaza.QuietAsync();
        await Plaza.StopAsync();
        LargeDataset.Fill(Plaza.Folder, met.Account, TimeProvider.System.GetUtcNow());
        _watch = new(Plaza.Folder);
        _plaza = await PlazaTestServer.StartAsync(Plaza.Folder);
        var api = Plaza.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", met.Token);
        var popular = Plaza.Folder.Number($"select id from posts where id = {LargeDataset.Popular}").ToString(CultureInfo.InvariantCulture);
        var newest = Plaza.Folder.Number("select max(id) from posts").ToString(CultureInfo.InvariantCulture);
        var notification = Plaza.Folder.Number($"select max(id) from notifications where account = {met.Account}").ToString(CultureInfo.InvariantCulture);
        _walk = new(Plaza, _watch, met with { Api = api }, popular, newest, notification);
    }

    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        await Plaza.DisposeAsync();
    }

    [Fact]
    public async Task No_query_reads_more_than_a_page_needs()
    {
        await _walk!.ReadAsync();
        await _walk.DoAsync();

        using var plans = QueryPlans.Of(Plaza.Folder);
        var report = new StringBuilder();
        foreach (var asked in _watch!.Asked.Where(asked => !Dear.Select(dear => dear.Part).Concat(Background).Any(asked.Plain.Contains)))
        {
            if (FaultOf(plans, asked) is { } fault)
                report.AppendLine(CultureInfo.InvariantCulture, $"{fault}: {asked.Doing}\n{asked.Sql}\n  {string.Join("\n  ", plans.Run(asked).Plan)}");
        }

        _walk.Rejected.ShouldBeEmpty();
        report.ToString().ShouldBeEmpty();
        Dear.ShouldAllBe(dear => _watch.Asked.Any(asked => asked.Plain.Contains(dear.Part, StringComparison.Ordinal)));
        _watch.Asked.Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task No_prepared_statement_reads_a_table_from_end_to_end()
    {
        await _walk!.ReadAsync();
        await _walk.DoAsync();

        using var plans = QueryPlans.Of(Plaza.Folder);
        var (written, read) = (Plaza.Services.GetRequiredService<WriterConnection>().PreparedSql, Plaza.Services.GetRequiredService<ReadConnectionPool>().PreparedSql);
        var texts = written.Concat(read).Where(text => !Steering.Any(text.StartsWith)).ToList();
        var faults = texts
            .Select(text => (Text: text, Plan: plans.Explain(text)))
            .Where(one => one.Plan.Scans.Count > 0 && !Walks.Any(walk => walk.Order == one.Text))
            .Select(one => $"{one.Text}\n  {string.Join("\n  ", one.Plan.Plan)}");

        written.Count.ShouldBeGreaterThan(50);
        read.ShouldNotBeEmpty();
        string.Join("\n", faults).ShouldBeEmpty();
    }

    [Fact]
    public void Expensive_queries_are_detected()
    {
        using var plans = QueryPlans.Of(Plaza.Folder);

        FaultOf("select text from posts where text = 'nowhere'").ShouldNotBeNull().ShouldStartWith("reads 2");
        FaultOf("select count(*) from posts a join journal b on b.subject || '' = a.text").ShouldNotBeNull();
        FaultOf("select id from notifications where account = (select account from notifications group by account order by count(*) desc limit 1) order by created_at limit 5")
            .ShouldNotBeNull();
        FaultOf("select id from posts order by id limit 5 OFFSET 3").ShouldBe("counts rows off with OFFSET");
        FaultOf("select id from posts order by id desc limit 5").ShouldBeNull();
        plans.Explain("delete from sessions where user_agent = $1").Scans.ShouldBe(["sessions"]);
        plans.Explain("delete from sessions where hash = $1").Scans.ShouldBeEmpty();
        plans.Explain("with recursive n(i) as (select 1 union all select i + 1 from n where i < 3) select i from n").Scans.ShouldBeEmpty();
        plans.Explain("with recursive n(t) as (select text from posts union select t from n) select t from n").Scans.ShouldBe(["posts"]);

        string? FaultOf(string sql) => QueryPlanTests.FaultOf(plans, new(sql, [], ""));
    }

    private static string? FaultOf(QueryPlans plans, RecordedQuery asked) =>
        plans.Run(asked).Fault ?? (asked.Sql.Contains("OFFSET", StringComparison.OrdinalIgnoreCase) ? "counts rows off with OFFSET" : null);
}
