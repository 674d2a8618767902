using Plaza.Http.RateLimits;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Security;

/// <summary>The counting behind the rate limits, with the clock in the test's hand.</summary>
public sealed class RateLimitWindowTests
{
    private static readonly RateLimitRule Two = new(2, TimeSpan.FromMinutes(5));

    private readonly VirtualTimeProvider _clock = new();
    private readonly RequestCounter _limits;

    public RateLimitWindowTests() => _limits = new(_clock);

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
    public void When_the_table_is_full_strangers_share_one_count_and_the_known_keep_theirs()
    {
        Fill("first");

        _limits.Count("x", Two).Remaining.ShouldBe(1);
        _limits.Count("y", Two).Remaining.ShouldBe(0);
        _limits.Count("z", Two).IsExceeded.ShouldBeTrue();
        _limits.Count("first 7", Two).IsExceeded.ShouldBeFalse();
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

    private void Fill(string name)
    {
        for (var key = 0; key < RequestCounter.MaxPartitions; key++)
            _limits.Count($"{name} {key}", Two);
    }
}
