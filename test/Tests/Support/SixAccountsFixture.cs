namespace Plaza.Tests.Support;

/// <summary>Six accounts on the shared server for all tests of a class.</summary>
public sealed class SixAccountsFixture(SharedServerFixture shared) : IAsyncLifetime
{
    public List<TestAccount> People { get; } = [];

    public async ValueTask InitializeAsync()
    {
        for (var number = 0; number < 6; number++)
            People.Add(await shared.Server.CreateAccountAsync("crowd"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
