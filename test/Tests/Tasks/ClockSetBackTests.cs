using Plaza.Tests.Support;

namespace Plaza.Tests.Tasks;

/// <summary>Tasks that were queued while the clock was far ahead, after the clock is right again.</summary>
public sealed class ClockSetBackTests
{
    [Fact]
    public async Task Tasks_that_were_due_in_the_future_run_at_the_next_wake_up()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var (ada, bob) = (await plaza.CreateAccountAsync("ada"), await plaza.CreateAccountAsync("bob"));
        await ada.WriteAsync($"@{bob.Handle} hello");
        await plaza.QuietAsync();
        const long Years = 40L * 365 * 24 * 60 * 60 * 1000;
        plaza.Folder.Tamper($"update tasks set state = 0, due = due + {Years}").ShouldBeGreaterThan(1);

        await ada.WriteAsync($"@{bob.Handle} hello again");

        await Eventually.TrueAsync(() => plaza.Folder.Number("select count(*) from tasks where state <> 2") is 0, "all are done");
    }
}
