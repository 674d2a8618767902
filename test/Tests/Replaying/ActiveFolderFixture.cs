using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Replaying;

/// <summary>A data folder in which people were active, made once and copied for each test that changes it.</summary>
public sealed class ActiveFolderFixture : IAsyncLifetime
{
    private DataFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        var plaza = await PlazaTestServer.StartAsync();
        await new RandomActivity(plaza, 5).RunAsync(250);
        await plaza.QuietAsync();
        await plaza.StopAsync();
        _folder = plaza.Folder;
    }

    public ValueTask DisposeAsync()
    {
        TestDatabase.Delete(_folder);
        return ValueTask.CompletedTask;
    }

    /// <summary>A server on a copy, which it owns.</summary>
    internal Task<PlazaTestServer> StartCopyAsync() => PlazaTestServer.StartAsync(_folder.Copy());
}
