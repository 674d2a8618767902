using Plaza.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServerFixture))]

namespace Plaza.Tests.Support;

/// <summary>One server for all tests that need nothing special of it; each test brings its own people.</summary>
public sealed class SharedServerFixture : IAsyncLifetime
{
    public PlazaTestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PlazaTestServer.StartAsync();

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();
}
