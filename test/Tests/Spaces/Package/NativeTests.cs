using Plaza.Tests.Architecture;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces.Package;

[Trait("Speed", "slow")]
[Collection<Packages>]
public sealed class NativeTests(PackedSpaces packed)
{
    [Fact]
    public async Task A_program_compiled_ahead_of_time_builds_without_a_warning_and_runs()
    {
        using var fresh = new FreshProject(packed);
        await fresh.MakeAsync(File.ReadAllText(Solution.Path("test/Tests/Spaces/Package/Native/Program.cs")), "--aot");

        await fresh.DotnetAsync("publish", "-o", "out", "-warnaserror", "-p:TrimmerSingleWarn=false");
        var run = (await PlazaProgram.RunAsync([], [], Path.Combine(fresh.Folder, "out", "Fresh"))).ShouldBeDone();

        File.Exists(Path.Combine(fresh.Folder, "out", "Fresh.dll")).ShouldBeFalse("it is native");
        run.Output.ShouldBe(
            """
            inline: 1
            concurrent: 1, depth 1
            in two queues: keyed 1, queued 1
            ticked: 2
            a struct is heard by 2
            ticked: 3
            tried 2 times
            durable: 7
            ticked: 4
            broken failed: cracked
            inline: 5
            weak: 5
            concurrent: 5, depth 1
            it rang 2 times
            the publisher of a struct must be added by name

            """);
    }
}
