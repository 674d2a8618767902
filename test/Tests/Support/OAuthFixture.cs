namespace Plaza.Tests.Support;

/// <summary>Ada at the website of the shared server, and an app that she may let in, for all tests of a class.</summary>
public sealed class OAuthFixture(SharedServerFixture shared) : IAsyncLifetime
{
    public TestAccount Ada { get; private set; } = null!;

    public SignIn SignIn { get; private set; } = null!;

    public ClientApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Ada = await shared.Server.CreateAccountAsync("ada");
        SignIn = await SignIn.AsAsync(shared.Server, Ada);
        App = await ClientApp.RegisterAsync(shared.Server);
    }

    public ValueTask DisposeAsync()
    {
        SignIn.Dispose();
        return ValueTask.CompletedTask;
    }
}
