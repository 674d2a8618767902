namespace Plaza.Tests.Support;

/// <summary>One account on the shared server for all tests of a class, since hashing a password takes time.</summary>
public sealed class OneAccountFixture(SharedServerFixture shared) : IAsyncLifetime
{
    public TestAccount Person { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Person = await shared.Server.CreateAccountAsync("one");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
