using Plaza.Http.RateLimits;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Security;

/// <summary>The counters of the rate limits, with the clock set by the test.</summary>
public sealed class RateLimitWindowTests
{
    private static readonly RateLimitRule Two = new(2, TimeSpan.FromMinutes(5));

    private readonly VirtualTimeProvider _clock = new();
    private int _nodes = 1;
    private readonly RequestCounter _limits;

    public RateLimitWindowTests() => _limits = new(_clock, limit => limit / _nodes);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Several_nodes_divide_a_limit(int nodes, int limit)
    {
        _nodes = nodes;

        _limits.Count("a", Two).Rule.Limit.ShouldBe(limit);
    }

    [Fact]
    public void Each_key_counts_for_itself_until_the_window_ends()
    {
        _limits.Count("a", Two).Remaining.ShouldBe(1);
        _limits.Count("a", Two).IsExceeded.ShouldBeFalse();
        _limits.Count("a", Two).IsExceeded.ShouldBeTrue();
        _limits.Count("b", Two).IsExceeded.ShouldBeFalse();

        _clock.Advance(Two.Window);

        _limits.Count("a", Two).Remaining.ShouldBe(1);
    }

    [Fact]
    public void A_request_that_is_taken_back_can_be_sent_once_more_and_no_other()
    {
        _limits.Uncount("a", Two);
        _limits.Count("a", Two);
        _limits.Uncount("a", Two);
        _limits.Uncount("a", Two);

        _limits.Count("a", Two).Remaining.ShouldBe(1);
        _limits.Count("a", Two).IsExceeded.ShouldBeFalse();
        _limits.Count("a", Two).IsExceeded.ShouldBeTrue();
    }

    [Fact]
    public void When_the_table_is_full_new_keys_share_one_count_and_existing_ones_keep_theirs()
    {
        Fill("first");

        _limits.Count("x", Two).Remaining.ShouldBe(1);
        _limits.Count("y", Two).Remaining.ShouldBe(0);
        _limits.Count("z", Two).IsExceeded.ShouldBeTrue();
        _limits.Count("first 7", Two).IsExceeded.ShouldBeFalse();
        _limits.Count("x", new(3, Two.Window)).Remaining.ShouldBe(2, "another limit");
    }

    [Fact]
    public void A_full_table_is_swept_of_what_is_over_at_most_once_in_ten_seconds()
    {
        Fill("first");
        _clock.Advance(Two.Window - TimeSpan.FromSeconds(5));
        _limits.Count("too early", Two);
        _clock.Advance(TimeSpan.FromSeconds(5));

        _limits.Count("x", Two);
        _limits.Count("y", Two).Remaining.ShouldBe(0, "the last sweep is five seconds old");
        _clock.Advance(TimeSpan.FromSeconds(5));
        _limits.Count("x", Two).Remaining.ShouldBe(1);
        _limits.Count("y", Two).Remaining.ShouldBe(1);
    }

    [Fact]
    public void Of_new_keys_that_come_at_once_as_many_get_a_count_as_the_table_has_room_for()
    {
        const int Threads = 4;
        for (var round = 0; round < 20; round++)
        {
            var limits = new RequestCounter(_clock, limit => limit / _nodes);
            for (var key = 1; key < RequestCounter.MaxPartitions; key++)
                limits.Count($"first {key}", Two);

            using var start = new Barrier(Threads);
            var results = new RateLimitResult[Threads];
            var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
            {
                start.SignalAndWait();
                results[number] = limits.Count($"{number}", Two);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            results.Count(result => !result.Key.StartsWith("others:", StringComparison.Ordinal)).ShouldBe(1, $"round {round}");
        }
    }

    [Fact]
    public void A_key_that_comes_many_times_at_once_takes_the_room_of_one()
    {
        var many = new RateLimitRule(int.MaxValue, Two.Window);
        Parallel.For(0, 100_000, request => _limits.Count($"{request / 4}", many));

        _limits.Partitions.ShouldBe(25_000);
        Enumerable.Range(0, 25_000).Sum(key => _limits.Count($"{key}", many).Count - 1).ShouldBe(100_000);
    }

    [Fact]
    public void Of_the_requests_of_a_window_one_is_the_first_that_exceeds_the_limit()
    {
        var results = Enumerable.Range(0, 5).Select(_ => _limits.Count("a", Two)).ToList();

        results.Select(result => result.IsFirstExceeded).ShouldBe([false, false, true, false, false]);
        results[2].Key.ShouldBe("a");
    }

    [Fact]
    public void The_result_names_the_key_that_was_counted()
    {
        Fill("first");

        _limits.Count("x", Two).Key.ShouldStartWith("others:");
    }

    private void Fill(string name)
    {
        for (var key = 0; key < RequestCounter.MaxPartitions; key++)
            _limits.Count($"{name} {key}", Two);
    }
}
