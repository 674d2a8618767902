using System.Collections.Concurrent;
using Plaza.Queries.Caching;

namespace Plaza.Tests.Queries;

/// <summary>Which loads share a query, and what each caller gets.</summary>
public sealed class LoadingCacheTests : IDisposable
{
    private readonly CacheMetrics _metrics = new();
    private readonly ConcurrentQueue<Query> _queries = new();
    private readonly LoadingCache<int, SizedTestEntry> _cache;

    public LoadingCacheTests() => _cache = new("notes", 100 * SizedTestEntry.Whole, _metrics, (keys, _) =>
    {
        var query = new Query([.. keys]);
        _queries.Enqueue(query);
        return new(query.Result.Task);
    });

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Missing_keys_are_loaded_by_one_query_and_cached()
    {
        var reader = new CacheReader<int, SizedTestEntry>(_cache);
        Enumerable.Range(1, 20).ShouldAllBe(key => reader.Find(key) == null);
        reader.Find(1).ShouldBeNull();

        var loading = reader.LoadMissingAsync(TestContext.Current.CancellationToken);
        Next().Keys.ShouldBe(Enumerable.Range(1, 20));
        Last.Answer(key => key is 7 ? null : $"{key}");
        await loading;

        (reader.IsComplete, reader.Find(1)!.Text, reader.Find(7)).ShouldBe((true, "1", null));
        new CacheReader<int, SizedTestEntry>(_cache).Find(20)!.Text.ShouldBe("20");
        _queries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Concurrent_loads_of_a_key_share_a_query()
    {
        var (one, other) = (Start(1, 2), Start(2, 3));

        Next().Keys.ShouldBe([1, 2]);
        Last.Answer(key => $"first {key}");
        Next().Keys.ShouldBe([3]);
        Last.Answer(key => $"second {key}");

        (await one)[2]!.Text.ShouldBe("first 2");
        (await other).ShouldBe([new(2, new("first 2")), new(3, new("second 3"))], ignoreOrder: true);
    }

    [Fact]
    public async Task A_load_that_starts_after_an_invalidation_has_a_query_of_its_own()
    {
        var before = Start(1);
        var old = Next();
        _cache.Invalidate(1);
        var after = Start(1);

        Next().Answer(_ => "new");
        (await after)[1]!.Text.ShouldBe("new");
        old.Answer(_ => "old");
        await before;

        _cache.TryGet(1, out var cached).ShouldBeTrue();
        cached!.Text.ShouldBe("new");
    }

    [Fact]
    public async Task A_failed_query_fails_all_that_wait_for_it_and_is_not_cached()
    {
        var (one, other) = (Start(1), Start(1));

        Next().Result.SetException(new IOException("The database is away."));

        await Should.ThrowAsync<IOException>(one);
        await Should.ThrowAsync<IOException>(other);
        var again = Start(1);
        Next().Answer(_ => "found");
        (await again)[1]!.Text.ShouldBe("found");
    }

    [Fact]
    public async Task A_caller_that_is_cancelled_leaves_the_query_to_the_others()
    {
        using var cancelled = new CancellationTokenSource();
        var (one, other) = (Start(cancelled.Token, 1), Start(1));

        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(one);
        Next().Answer(_ => "found");

        (await other)[1]!.Text.ShouldBe("found");
    }

    private Query Last { get; set; } = null!;

    private Query Next() => Last = _queries.TryDequeue(out var query) ? query : throw new InvalidOperationException("There was no query.");

    private Task<Dictionary<int, SizedTestEntry?>> Start(params int[] keys) => Start(TestContext.Current.CancellationToken, keys);

    private async Task<Dictionary<int, SizedTestEntry?>> Start(CancellationToken ct, params int[] keys)
    {
        var loaded = new Dictionary<int, SizedTestEntry?>();
        await _cache.LoadAsync(keys, loaded, ct);
        return loaded;
    }

    private sealed record Query(int[] Keys)
    {
        public TaskCompletionSource<Dictionary<int, SizedTestEntry>> Result { get; } = new();

        public void Answer(Func<int, string?> text) => Result.SetResult(
            Keys.Where(key => text(key) is not null).ToDictionary(key => key, key => new SizedTestEntry(text(key)!)));
    }
}
