using Plaza.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedPlaza))]

namespace Plaza.Tests.Support;

/// <summary>One server for all tests that need nothing special of it; each test brings its own people.</summary>
public sealed class SharedPlaza : IAsyncLifetime
{
    public RunningPlaza Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningPlaza.StartAsync();

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();
}
