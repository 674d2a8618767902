using Plaza.Server.Hosting;
using Shouldly;
using Xunit;

namespace Plaza.Tests.Program;

public sealed class MemoryTrimScheduleTests
{
    private const long Start = 40 * 1024 * 1024;
    private const long Busy = 100 * 1024 * 1024;

    private readonly MemoryTrimSchedule _schedule = new();

    [Fact]
    public void What_only_the_start_needed_is_returned_at_the_first_interval() => _schedule.IsDue(Start).ShouldBeTrue();

    [Fact]
    public void Nothing_is_trimmed_under_load()
    {
        _schedule.IsDue(Start);

        _schedule.IsDue(Start + Busy).ShouldBeFalse();
        _schedule.IsDue(Start + (2 * Busy)).ShouldBeFalse();
    }

    [Fact]
    public void What_a_load_left_behind_is_returned_once_when_the_server_is_idle()
    {
        _schedule.IsDue(Start);
        _schedule.IsDue(Start + Busy);

        _schedule.IsDue(Start + Busy + 1_000).ShouldBeTrue();
        _schedule.IsDue(Start + Busy + 2_000).ShouldBeFalse();
    }

    [Fact]
    public void A_few_requests_now_and_then_do_not_keep_it_from_trimming_nor_make_it_trim_at_each_interval()
    {
        var allocated = Start;
        _schedule.IsDue(allocated);

        var trims = Enumerable.Range(0, 100).Count(_ => _schedule.IsDue(allocated += MemoryTrimSchedule.MaxIdleBytes / 2));

        trims.ShouldBe(3);
    }
}
