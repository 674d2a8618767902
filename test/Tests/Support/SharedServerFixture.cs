using Plaza.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServerFixture))]

namespace Plaza.Tests.Support;

/// <summary>One server for all tests without special needs; each test creates its own accounts.</summary>
public sealed class SharedServerFixture : IAsyncLifetime
{
    public PlazaTestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PlazaTestServer.StartAsync();

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();
}
