using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.ThreeSpaces;

/// <summary>Creates a report for each login, from a queue, so that the login does not wait for it.</summary>
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
