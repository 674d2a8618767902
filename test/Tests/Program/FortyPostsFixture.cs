using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>A data folder that a server left with 40 posts, written once: each test takes a copy.</summary>
public sealed class FortyPostsFixture : IAsyncLifetime
{
    public DataFolder Folder { get; } = MigratedDatabase.NewFolder();

    public async ValueTask InitializeAsync()
    {
        await using var server = await ServerProcess.StartAsync(Folder);
        using var ada = await server.CreateAccountAsync("ada");
        for (var post = 0; post < 40; post++)
            await ada.PostJsonAsync("/api/v1/statuses", new { status = $"{post} #tag {new string('x', 400)}" });

        (await server.StopAsync()).ShouldBe(0, server.Said);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
