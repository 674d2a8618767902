using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The program as it is given to operators: published once, into a folder of its own, beside and not over what was built.</summary>
public sealed class PublishedProgram : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-published-");

    public string Folder => Path.Combine(_folder.FullName, "out");

    public string Plaza => Path.Combine(Folder, "plaza");

    public async ValueTask InitializeAsync()
    {
        var project = Path.Combine(PlazaProgram.Root, "src", "Server");
        string[] words =
        [
            "publish", project, "-c", "Release", "-o", Folder, "-p:RestoreLockedMode=true", $"-p:ArtifactsPath={Path.Combine(_folder.FullName, "artifacts")}",
        ];
        (await PlazaProgram.RunAsync(words, [], "dotnet", PlazaProgram.Root, TimeSpan.FromMinutes(10))).ShouldBeDone();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
