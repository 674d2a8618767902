namespace Plaza.Tests.Support;

/// <summary>Six people on the shared server for all tests of a class.</summary>
public sealed class Crowd(SharedPlaza shared) : IAsyncLifetime
{
    public List<Person> People { get; } = [];

    public async ValueTask InitializeAsync()
    {
        for (var number = 0; number < 6; number++)
            People.Add(await shared.Server.MeetAsync("crowd"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
