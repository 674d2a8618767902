namespace Plaza.Tests.Support;

/// <summary>Ada and Bob on the shared server for all tests of a class.</summary>
public sealed class TwoAccountsFixture(SharedServerFixture shared) : IAsyncLifetime
{
    public TestAccount Ada { get; private set; } = null!;

    public TestAccount Bob { get; private set; } = null!;

    public async ValueTask InitializeAsync() => (Ada, Bob) = (await shared.Server.CreateAccountAsync("ada"), await shared.Server.CreateAccountAsync("bob"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
