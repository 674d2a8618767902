using System.Globalization;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces.Package;

/// <summary>The packages of the library, packed once to a folder that serves as package source.</summary>
public sealed class PackedSpaces : IAsyncLifetime
{
    /// <summary>A repository URL that need not exist, since it is not opened.</summary>
    public const string Web = "https://github.com/example/plaza";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-packed-");

    /// <summary>Unique for each run, so that an earlier package is not taken for this one.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{TimeProvider.System.GetUtcNow().UtcTicks}");

    public string Source => Path.Combine(_folder.FullName, "packages");

    public string Package(string id) => Path.Combine(Source, $"{id}.{Version}.nupkg");

    /// <summary>Packs one package with a repository URL, the others without.</summary>
    public async ValueTask InitializeAsync()
    {
        await PackAsync("Spaces.Testing", $"-p:RepositoryUrl={Web}");
        await PackAsync("Spaces.RabbitMQ");
        await PackAsync("Spaces");
    }

    /// <returns>The output.</returns>
    public static async Task<string> DotnetAsync(string folder, params string[] words) =>
        (await PlazaProgram.RunAsync(words, [], "dotnet", folder, Patience)).ShouldBeDone().Output;

    private Task PackAsync(string project, params string[] words) => DotnetAsync(
        PlazaProgram.Root,
        [
            "pack", Path.Combine("src", "foundation", project), "-o", Source, $"-p:Version={Version}", "-p:RestoreLockedMode=true",
            $"-p:ArtifactsPath={Path.Combine(_folder.FullName, "artifacts")}", .. words,
        ]);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        foreach (var id in new[] { "plaza.spaces", "plaza.spaces.rabbitmq", "plaza.spaces.testing" })
        {
            if (Path.Combine(Cache, id, Version) is var cached && Directory.Exists(cached))
                Directory.Delete(cached, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}

/// <summary>The tests of the packages, which share the packed packages.</summary>
[CollectionDefinition]
public sealed class Packages : ICollectionFixture<PackedSpaces>;
