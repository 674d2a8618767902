using System.Diagnostics;

namespace Plaza.Tests.Architecture;

/// <summary>The build fails on a reference from one space or door to another.</summary>
public sealed class ProjectReferenceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-arrows-");

    [Theory]
    [InlineData("../Posts/Posts.csproj", "Timelines may not refer to Posts")]
    [InlineData("../../doors/Api/Api.csproj", "Timelines may not refer to Api")]
    [InlineData("../../foundation/Data/Data.csproj", null)]
    public async Task A_reference_to_the_side_fails_the_build_and_is_named(string reference, string? fault)
    {
        var source = _folder.CreateSubdirectory("src");
        File.Copy(Solution.Path("src/Directory.Build.targets"), Path.Combine(source.FullName, "Directory.Build.targets"));
        var project = Path.Combine(source.CreateSubdirectory("spaces/Timelines").FullName, "Timelines.csproj");
        source.CreateSubdirectory("foundation/Data").Create();
        await File.WriteAllTextAsync(Path.Combine(source.FullName, "foundation/Data/Data.csproj"), "<Project />");
        await File.WriteAllTextAsync(project,
            $"""
            <Project>
              <PropertyGroup><StandsAlone>true</StandsAlone></PropertyGroup>
              <ItemGroup><ProjectReference Include="{reference}" /></ItemGroup>
              <Import Project="../../Directory.Build.targets" />
            </Project>
            """);

        var (exit, said) = await BuildAsync(project);

        (exit is 0).ShouldBe(fault is null, said);
        said.ShouldContain(fault ?? "");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<(int Exit, string Said)> BuildAsync(string project)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var build = Process.Start(new ProcessStartInfo(dotnet, ["msbuild", project, "-t:NoArrowSideways", "-nologo", "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return (build.ExitCode, said);
    }
}
