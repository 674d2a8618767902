using Plaza.Spaces.Testing;
using Plaza.Web.Components;

namespace Plaza.Tests.Web;

public sealed class TimeFormatterTests
{
    private static readonly DateTimeOffset Written = new(2026, 1, 31, 12, 0, 30, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "now", "1 min")]
    [InlineData(59, "now", "1 min")]
    [InlineData(60, "1 min", "2 min")]
    [InlineData(3_599, "59 min", "1 h")]
    [InlineData(3_600, "1 h", "2 h")]
    [InlineData(86_399, "23 h", "31 Jan")]
    [InlineData(86_400, "31 Jan", "31 Jan 2026")]
    [InlineData(40_000_000, "31 Jan 2026", "31 Jan 2026")]
    [InlineData(-5, "now", "1 min")]
    public void Relative_times_stay_the_same_until_the_given_time(int seconds, string said, string then)
    {
        var clock = new VirtualTimeProvider(Written.AddSeconds(seconds));
        var moments = new TimeFormatter(clock);
        moments.Short(Written).ShouldBe(said);

        var until = moments.ShortUntil(Written);

        moments.HasPassed(until).ShouldBeFalse();
        clock.Advance(until - clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        moments.Short(Written).ShouldBe(said);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        moments.HasPassed(until).ShouldBeTrue();
        moments.Short(Written).ShouldBe(then);
    }
}
