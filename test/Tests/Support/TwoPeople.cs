namespace Plaza.Tests.Support;

/// <summary>Ada and Bob on the shared server for all tests of a class.</summary>
public sealed class TwoPeople(SharedPlaza shared) : IAsyncLifetime
{
    public Person Ada { get; private set; } = null!;

    public Person Bob { get; private set; } = null!;

    public async ValueTask InitializeAsync() => (Ada, Bob) = (await shared.Server.MeetAsync("ada"), await shared.Server.MeetAsync("bob"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
