namespace Plaza.Tests.Support;

/// <summary>Ada, logged in at the shared server, and an app that she can authorize, for all tests of a class.</summary>
public sealed class OAuthFixture(SharedServerFixture shared) : IAsyncLifetime
{
    public TestAccount Ada { get; private set; } = null!;

    public LoginSession LoginSession { get; private set; } = null!;

    public ClientApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Ada = await shared.Server.CreateAccountAsync("ada");
        LoginSession = await LoginSession.AsAsync(shared.Server, Ada);
        App = await ClientApp.RegisterAsync(shared.Server);
    }

    public ValueTask DisposeAsync()
    {
        LoginSession.Dispose();
        return ValueTask.CompletedTask;
    }
}
