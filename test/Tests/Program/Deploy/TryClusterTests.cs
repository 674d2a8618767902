using System.Globalization;
using System.Net;
using Plaza.Tests.Architecture;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Deploy;

/// <summary><c>deploy/try-cluster</c>, with the published program.</summary>
[Trait("Speed", "slow"), Trait("Database", "Postgres")]
public sealed class TryClusterTests(PublishedProgram published) : IClassFixture<PublishedProgram>
{
    private static readonly string Script = Solution.Path("deploy/try-cluster");

    [Fact]
    public async Task It_serves_through_the_balancer_and_leaves_nothing_behind()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        var (folder, port) = (Directory.CreateTempSubdirectory("plaza-try-"), PlazaTestServer.FreePort());
        await PlazaProgram.RunAsync(["755", folder.FullName], [], "chmod"); // PostgreSQL runs as another user.
        using var script = PlazaProgram.Start(
            [published.Plaza], [("TMPDIR", folder.FullName), ("PLAZA_TRY_PORT", port.ToString(CultureInfo.InvariantCulture))], Script);
        try
        {
            var (said, line) = (new List<string>(), (string?)null);
            while ((line = await script.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)) is not null && !line.StartsWith("The logs are", StringComparison.Ordinal))
                said.Add(line);

            line.ShouldNotBeNull(await ErrorOfAsync(line, script));
            said.ShouldContain($"Open http://127.0.0.1:{port}");
            using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
            var nodes = new HashSet<string>();
            for (var request = 0; request < 3; request++)
            {
                using var response = await client.GetAsync("/about", TestContext.Current.CancellationToken);
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                nodes.UnionWith(response.Headers.GetValues("X-Node"));
            }

            nodes.ShouldBe(["plaza1", "plaza2", "plaza3"], ignoreOrder: true);
        }
        finally
        {
            await PlazaProgram.RunAsync(["-s", "TERM", $"{script.Id}"], [], "kill");
            await script.WaitForExitAsync(CancellationToken.None);
        }

        script.ExitCode.ShouldBe(0);
        folder.GetDirectories().ShouldBeEmpty();
        (await PlazaProgram.RunAsync(["-fl", folder.FullName], [], "pgrep")).Output.ShouldBeEmpty("no process is left");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_says_what_is_missing()
    {
        var run = await PlazaProgram.RunAsync(["/nowhere/plaza"], [], Script);

        run.ShouldEndWith(1).Error.ShouldContain("/nowhere/plaza does not exist: publish it with 'dotnet publish src/Server -o out");
    }

    /// <summary>The error output of a script that has ended; it goes on otherwise.</summary>
    private static async Task<string> ErrorOfAsync(string? line, System.Diagnostics.Process script) => line is null ? await script.StandardError.ReadToEndAsync() : "";
}
