namespace Plaza.Tests.Support;

/// <summary>A server of its own with an admin at its website, somebody else, and a sleeper.</summary>
public sealed class AdminServerFixture : IAsyncLifetime
{
    private SignIn _admin = null!;
    private SignIn _member = null!;

    public PlazaTestServer Server { get; private set; } = null!;

    public FailingSubscriber Sleeper { get; private set; } = null!;

    public Browser Admin => _admin.Browser;

    public Browser Member => _member.Browser;

    public async ValueTask InitializeAsync()
    {
        Server = await PlazaTestServer.StartAsync();
        Sleeper = new(Server);
        _admin = await SignIn.AsAsync(Server, await Server.CreateAccountAsync("admin", isAdmin: true));
        _member = await SignIn.AsAsync(Server, await Server.CreateAccountAsync("member"));
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _member.Dispose();
        await Server.DisposeAsync();
    }
}
