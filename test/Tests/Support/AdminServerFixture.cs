namespace Plaza.Tests.Support;

/// <summary>A server with a logged-in admin, another account, and a failing subscriber.</summary>
public sealed class AdminServerFixture : IAsyncLifetime
{
    private LoginSession _admin = null!;
    private LoginSession _member = null!;

    public PlazaTestServer Server { get; private set; } = null!;

    public FailingSubscriber Sleeper { get; private set; } = null!;

    public PageClient Admin => _admin.Browser;

    public PageClient Member => _member.Browser;

    public async ValueTask InitializeAsync()
    {
        Server = await PlazaTestServer.StartAsync();
        Sleeper = new(Server);
        _admin = await LoginSession.AsAsync(Server, await Server.CreateAccountAsync("admin", isAdmin: true));
        _member = await LoginSession.AsAsync(Server, await Server.CreateAccountAsync("member"));
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _member.Dispose();
        await Server.DisposeAsync();
    }
}
