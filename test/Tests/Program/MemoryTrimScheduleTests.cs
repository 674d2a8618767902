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
    public void Memory_of_the_start_is_returned_at_the_first_interval() => _schedule.Next(Start).ShouldBe(MemoryTrim.All);

    [Fact]
    public void Only_native_memory_is_trimmed_under_load()
    {
        _schedule.Next(Start);

        _schedule.Next(Start + Busy).ShouldBe(MemoryTrim.Native);
        _schedule.Next(Start + (2 * Busy)).ShouldBe(MemoryTrim.Native);
    }

    [Fact]
    public void Memory_of_a_load_is_returned_once_when_the_server_is_idle()
    {
        _schedule.Next(Start);
        _schedule.Next(Start + Busy);

        _schedule.Next(Start + Busy + 1_000).ShouldBe(MemoryTrim.All);
        _schedule.Next(Start + Busy + 2_000).ShouldBe(MemoryTrim.None);
    }

    [Fact]
    public void A_few_requests_now_and_then_do_not_keep_it_from_trimming_nor_make_it_trim_at_each_interval()
    {
        var allocated = Start;
        _schedule.Next(allocated);

        var trims = Enumerable.Range(0, 100).Count(_ => _schedule.Next(allocated += MemoryTrimSchedule.MaxIdleBytes / 2) is MemoryTrim.All);

        trims.ShouldBe(3);
    }
}
