using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces.Journal;

public sealed class CascadesTests
{
    private static readonly EventType Chime = EventType.Of<CausedEvent>();

    [Fact]
    public async Task A_growing_cascade_stays_tracked_however_many_others_start()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services.AddInMemoryJournal());
        var cascades = host.Services.GetRequiredService<CascadeTracker>();

        foreach (var other in Enumerable.Range(2, 10_000))
        {
            if (other % 1_000 is 0)
                cascades.Advance(Chime, Of(1), sequence: 20_000 + other);

            Of(other);
        }

        Of(1).CascadeSize.ShouldBe(11);

        EventContext Of(long root) => cascades.CreateContext(Chime, root, default, cause: null, depth: 1, root);
    }
}
