using System.Text;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>Behind a proxy that connects over a Unix-domain socket (<c>--urls http://unix:/run/plaza/http.sock</c>).</summary>
[Trait("Speed", "slow")]
public sealed class UnixSocketProxyTests : IDisposable
{
    private static readonly (string, string) PublicUrl = ("PLAZA__SERVER__PUBLICURL", "https://plaza.example");

    private readonly DataFolder _folder = MigratedDatabase.NewFolder();
    private readonly DirectoryInfo _run = Directory.CreateTempSubdirectory("plaza-run-");

    private string Front => Path.Combine(_run.FullName, "http.sock");

    public void Dispose()
    {
        Directory.Delete(_folder.Path, recursive: true);
        _run.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_are_served_and_no_verb_is_taken(bool isOnly)
    {
        await using var server = ServerProcess.BeginOn(_folder, isOnly ? $"http://unix:{Front}" : $"http://127.0.0.1:{PlazaTestServer.FreePort()};http://unix:{Front}", PublicUrl);
        await server.SaysAsync("Plaza serves");
        using var proxy = UnixSocketClient.Create(Front);

        using var page = await proxy.GetAsync("/", TestContext.Current.CancellationToken);
        ((int)page.StatusCode).ShouldBe(200, server.Said);
        (await proxy.GetJsonAsync("/health"))["status"]!.ToString().ShouldBe("UP");

        foreach (var path in (string[])["/", "/run", "/plaza.sock"])
        {
            var verb = $"""["account", "create", "--username", "mallory", "--email", "m@example.org", "--password", "{TestAccount.Password}", "--admin"]""";
            using var response = await proxy.PostAsync(path, new StringContent(verb, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBeInRange(400, 499);
        }

        (await server.RunAsync("account", "list")).ShouldBeDone().Output.ShouldBeEmpty();
        (await server.StopAsync()).ShouldBe(0, server.Said);
    }

    [Fact]
    public async Task With_sockets_only_a_public_address_has_to_be_set()
    {
        var run = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", $"http://unix:{Front}");

        run.ShouldEndWith(1).Error.ShouldContain("PLAZA__SERVER__PUBLICURL");
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
    }

    [Fact]
    public async Task The_socket_that_a_killed_server_has_left_is_taken_over()
    {
        await using (var killed = ServerProcess.BeginOn(_folder, $"http://unix:{Front}", PublicUrl))
        {
            await killed.SaysAsync("Plaza serves");
            await killed.KillAsync();
        }

        await using var server = ServerProcess.BeginOn(_folder, $"http://unix:{Front}", PublicUrl);
        await server.SaysAsync("Plaza serves https://plaza.example on");

        server.HasEnded.ShouldBeFalse(server.Said);
    }
}
