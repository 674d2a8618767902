using System.Net;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>A damaged part of the data folder is named in one sentence, and nothing in the folder is deleted.</summary>
[Trait("Speed", "slow")]
public sealed class DamagedFolderTests : IDisposable
{
    private static readonly (string, string) PublicUrl = ("PLAZA__SERVER__PUBLICURL", "https://plaza.example");

    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("plaza.db")]
    [InlineData("letter.txt")]
    [InlineData("folder")]
    public async Task A_file_or_folder_where_a_socket_is_to_be_is_named_and_kept(string name)
    {
        var path = Path.Combine(_folder.Path, name);
        if (name is "folder")
            Directory.CreateDirectory(path);
        else
            await File.WriteAllTextAsync(path, "precious", TestContext.Current.CancellationToken);

        var run = await PlazaProgram.RunAsync(["--data", _folder.Path, "--urls", $"http://unix:{path}"], [PublicUrl]);

        ShouldEndWithASentence(run, $"{path} is needed for a socket");
        if (name is not "folder")
            (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe("precious");
    }

    [Fact]
    public async Task A_file_under_the_name_of_the_control_socket_is_kept()
    {
        await File.WriteAllTextAsync(_folder.Socket, "precious", TestContext.Current.CancellationToken);

        var run = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", Url());

        ShouldEndWithASentence(run, _folder.Socket);
        (await File.ReadAllTextAsync(_folder.Socket, TestContext.Current.CancellationToken)).ShouldBe("precious");
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("mail")]
    [InlineData("plaza.sock")]
    [InlineData("plaza.json")]
    public async Task A_part_of_the_wrong_kind_is_named(string part)
    {
        var path = Path.Combine(_folder.Path, part);
        if (part is "keys" or "mail")
            await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        else
            Directory.CreateDirectory(path);

        ShouldEndWithASentence(
            await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", Url()), part is "plaza.sock" ? $"{path} is needed for a socket" : path);
        if (part is not "plaza.sock")
            ShouldEndWithASentence(await PlazaProgram.RunAsync(CreateAccount(_folder.Path)), path);
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("mail")]
    public async Task A_folder_in_it_that_cannot_be_written_is_named(string part)
    {
        var path = Path.Combine(_folder.Path, part);
        Directory.CreateSymbolicLink(path, "/proc"); // Not even root can create a file there.

        ShouldEndWithASentence(await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", Url()), path);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("account list")]
    public async Task No_folder_at_all_is_named(string verb) =>
        ShouldEndWithASentence(await PlazaProgram.RunAsync([.. verb.Split(' '), "--data", ""]), "--data");

    [Theory]
    [InlineData("<x")]
    [InlineData("")]
    [InlineData("<key/>")]
    [InlineData("<key id=\"80732141-ec8f-4b80-af9c-c4d2d1ff8901\" version=\"1\"><creationDate>soon</creationDate></key>")]
    public async Task A_broken_key_is_set_aside_and_forms_are_served(string content)
    {
        var key = Path.Combine(_folder.Keys, "key-80732141-ec8f-4b80-af9c-c4d2d1ff8901.xml");
        await File.WriteAllTextAsync(key, content, TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.StartAsync(_folder);

        using var form = await server.Client.GetAsync("/login", TestContext.Current.CancellationToken);

        form.StatusCode.ShouldBe(HttpStatusCode.OK, server.Said);
        if (!content.EndsWith('>'))
        {
            await server.SaysAsync(key);
            (await File.ReadAllTextAsync($"{key}.broken", TestContext.Current.CancellationToken)).ShouldBe(content);
        }
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("account list")]
    [InlineData("journal verify")]
    public async Task A_database_of_a_newer_program_is_refused_with_the_names_of_both_versions(string verb)
    {
        (await PlazaProgram.RunAsync(CreateAccount(_folder.Path))).ShouldBeDone();
        _folder.Tamper("insert into __EFMigrationsHistory values ('30000101000000_Hologram', '10.0.0')");
        var known = _folder.Rows("select MigrationId from __EFMigrationsHistory order by 1 desc limit 1 offset 1", row => row.GetString(0)).Single();

        var run = await PlazaProgram.RunAsync([.. verb.Split(' '), "--data", _folder.Path, .. verb is "serve" ? ["--urls", Url()] : (string[])[]]);

        ShouldEndWithASentence(run, "30000101000000_Hologram");
        run.Error.ShouldContain(known);
    }

    [Fact]
    public async Task A_database_that_is_deleted_under_the_server_takes_no_more_writes()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        using var ada = await server.CreateAccountAsync("ada");
        await ada.PostJsonAsync("/api/v1/statuses", new { status = "kept" });

        File.Move(_folder.Database, $"{_folder.Database}.away");

        using var lost = await ada.PostAsync("/api/v1/statuses", new FormUrlEncodedContent([new("status", "lost")]), TestContext.Current.CancellationToken);
        lost.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await server.SaysAsync("deleted, moved or replaced");
        await Eventually.TrueAsync(async () => (await server.Client.GetAsync("/readyz")).StatusCode is HttpStatusCode.ServiceUnavailable, "it is not ready");
    }

    private static void ShouldEndWithASentence(ProgramRun run, string named)
    {
        run.ShouldEndWith(1).Error.ShouldContain(named);
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
        run.Output.ShouldNotContain("xception");
    }

    private static string[] CreateAccount(string folder) =>
        ["account", "create", "--username", "ada", "--email", "ada@example.org", "--password", TestAccount.Password, "--data", folder];

    private static string Url() => $"http://127.0.0.1:{PlazaTestServer.FreePort()}";
}
