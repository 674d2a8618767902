using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>A server that fails to load an assembly long after its start: .NET would fail every later use of the assembly as well.</summary>
[Trait("Speed", "slow")]
public sealed class LoadFailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-load-");

    [Fact]
    public async Task A_server_that_cannot_load_an_assembly_ends_with_exit_code_1()
    {
        var program = LinkProgram(without: "MailKit.dll");
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "plaza.json"),
            $$$"""{"Mail":{"Host":"127.0.0.1","Port":{{{PlazaTestServer.FreePort()}}},"From":"plaza@example.org"}}""",
            TestContext.Current.CancellationToken);
        await using var server = ServerProcess.Launch(program, _folder.FullName, new($"http://127.0.0.1:{PlazaTestServer.FreePort()}"));
        await server.HealthyAsync();
        using var ada = await server.CreateAccountAsync("ada");
        using var ben = await server.CreateAccountAsync("ben");

        await ada.PostJsonAsync("/api/v1/statuses", new { status = "hello @ben" });

        (await server.EndAsync()).ShouldBe(1);
        server.Said.ShouldContain("MailKit");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The program's folder as symbolic links; only the two files that locate the others are copied.</summary>
    private string LinkProgram(string without)
    {
        var (built, linked) = (Path.GetDirectoryName(PlazaProgram.Built)!, _folder.CreateSubdirectory("program").FullName);
        foreach (var path in Directory.EnumerateFileSystemEntries(built))
        {
            var (name, link) = (Path.GetFileName(path), Path.Combine(linked, Path.GetFileName(path)));
            if (name is "plaza" or "plaza.dll")
                File.Copy(path, link);
            else if (name != without)
                File.CreateSymbolicLink(link, path);
        }

        return Path.Combine(linked, "plaza");
    }
}
