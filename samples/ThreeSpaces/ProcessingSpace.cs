using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.ThreeSpaces;

/// <summary>Starts work for users who have logged in, on threads of its own: nobody waits for it at the door.</summary>
public sealed class ProcessingSpace(IEventBus bus) : Space("processing")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<LoginSucceeded>(MakeReportAsync, Delivery.Queued(1_000).PartitionedBy((LoginSucceeded login) => login.User))
        .Publishes<ReportMade>();

    private async ValueTask MakeReportAsync(LoginSucceeded login, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(5), ct);
        bus.Publish(new ReportMade(login.User));
    }
}
