using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The program as operators get it: the one of <c>test.sh</c>, or published here to a folder of its own, leaving the build output unchanged.</summary>
public sealed class PublishedProgram : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-published-");

    public string Plaza { get; private set; } = "";

    public string Folder => Path.GetDirectoryName(Plaza)!;

    public async ValueTask InitializeAsync() => Plaza = PlazaProgram.Published ?? await PublishAsync();

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<string> PublishAsync()
    {
        var (project, folder) = (Path.Combine(PlazaProgram.Root, "src", "Server"), Path.Combine(_folder.FullName, "out"));
        string[] words =
        [
            "publish", project, "-c", "Release", "-o", folder, "-p:RestoreLockedMode=true", $"-p:ArtifactsPath={Path.Combine(_folder.FullName, "artifacts")}",
        ];
        (await PlazaProgram.RunAsync(words, [], "dotnet", PlazaProgram.Root, TimeSpan.FromMinutes(10))).ShouldBeDone();
        return Path.Combine(folder, "plaza");
    }
}
