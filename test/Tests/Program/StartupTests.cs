using System.Net;
using System.Net.Sockets;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The requirements of a start, and the messages when one is not met.</summary>
[Trait("Speed", "slow")]
public sealed class StartupTests : IDisposable
{
    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("PLAZA__MAIL__PORT", "many", "PLAZA__MAIL__PORT")]
    [InlineData("PLAZA__MAIL__PORT", "70000", "PLAZA__MAIL__PORT")]
    [InlineData("PLAZA__MAIL__SECURITY", "perhaps", "PLAZA__MAIL__SECURITY")]
    [InlineData("PLAZA__MAIL__HOST", "127.0.0.1", "Mail:From")]
    [InlineData("PLAZA__MAIL__FROM", "nobody", "PLAZA__MAIL__FROM")]
    [InlineData("PLAZA__SERVER__PUBLICURL", "nonsense", "PublicUrl")]
    [InlineData("PLAZA__SERVER__REGISTRATIONS", "maybe", "Registrations")]
    [InlineData("PLAZA__SERVER__TRUSTEDPROXIES", "10.0.0.1 proxy", "PLAZA__SERVER__TRUSTEDPROXIES names \"proxy\"")]
    [InlineData("PLAZA__SERVER__TRUSTEDPROXIES", "10.0.0.0/99", "10.0.0.0/99")]
    [InlineData("PLAZA__SERVER__TRUSTEDPROXIES", "127.0.0.1;10.0.0.1", "127.0.0.1;10.0.0.1")]
    [InlineData("PLAZA__SERVER__TRUSTEDPROXIES", "1", "PLAZA__SERVER__TRUSTEDPROXIES names \"1\"")]
    [InlineData("PLAZA__RATELIMITS__ENABLED", "perhaps", "PLAZA__RATELIMITS__ENABLED")]
    [InlineData("PLAZA__MEMORY__POSTBYTES", "lots", "PLAZA__MEMORY__POSTBYTES")]
    [InlineData("PLAZA__MEMORY__ACCOUNTBYTES", "99999", "AccountBytes")]
    [InlineData("PLAZA__MEMORY__MARKBYTES", "-1", "MarkBytes")]
    [InlineData("PLAZA__TIMELINES__MEMORYBYTES", "-1", "MemoryBytes")]
    [InlineData("PLAZA__TIMELINES__MEMORYBYTES", "1e99", "PLAZA__TIMELINES__MEMORYBYTES")]
    public async Task A_bad_setting_is_named_and_nothing_is_served(string name, string value, string named)
    {
        var run = await PlazaProgram.RunAsync(["--data", _folder.Path, "--urls", Url()], [(name, value)]);

        run.ShouldEndWith(1).Error.ShouldContain(named, Case.Insensitive);
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
    }

    [Theory]
    [InlineData("PLAZA__MAIL__SECURITY", "perhaps")]
    [InlineData("PLAZA__SERVER__PUBLICURL", "nonsense")]
    public async Task A_verb_refuses_a_bad_setting_too(string name, string value)
    {
        var run = await PlazaProgram.RunAsync(["account", "list", "--data", _folder.Path], [(name, value)]);

        run.ShouldEndWith(1).Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "plaza.json"), "{ not json", TestContext.Current.CancellationToken);

        var run = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", Url());

        run.ShouldEndWith(1).Error.ShouldContain("plaza.json");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("5080")]
    [InlineData("http://:5080")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:port")]
    [InlineData("http://127.0.0.1:5080/plaza")]
    [InlineData("http://ada:hunter2@127.0.0.1:5080")]
    [InlineData("http://192.0.2.1:5080")]
    [InlineData("http://[::ffff:0.0.0.0]:5080")]
    [InlineData("ftp://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:5080;nonsense")]
    [InlineData(";")]
    [InlineData(" ")]
    [InlineData("http://unix:plaza.sock")]
    [InlineData("http://unix:/nowhere/plaza.sock")]
    [InlineData("http://unix:/proc/plaza.sock")]
    [InlineData("http://unix:/tmp/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://*:80")]
    [InlineData("http://+:80")]
    public async Task A_bad_address_to_listen_on_is_named(string url)
    {
        var run = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", url);

        run.ShouldEndWith(1).Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
        run.Error.ShouldNotContain("hunter2");
        run.Output.ShouldNotContain("xception");
    }

    [Fact]
    public async Task The_control_socket_is_no_address_to_listen_on()
    {
        var run = await PlazaProgram.RunAsync(
            ["--data", _folder.Path, "--urls", $"http://unix:{_folder.Socket}"], [("PLAZA__SERVER__PUBLICURL", "https://plaza.example")]);

        run.ShouldEndWith(1).Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
        run.Output.ShouldNotContain("xception");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    public async Task A_port_that_is_taken_is_named_before_anything_is_written(string host)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{host}:{((IPEndPoint)other.LocalEndpoint).Port}";

        await ShouldBeInUseAsync(url);
    }

    [Fact]
    public async Task A_socket_on_which_another_process_listens_is_named_before_anything_is_written()
    {
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(Directory.CreateTempSubdirectory("plaza-").FullName, "http.sock");
        other.Bind(new UnixDomainSocketEndPoint(path));
        other.Listen();
        try
        {
            await ShouldBeInUseAsync($"http://unix:{path}");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("serve", "")]
    [InlineData("serve", "/below")]
    [InlineData("account create --username ada --email ada@example.org --password", "")]
    [InlineData("account list", "/")]
    [InlineData("account list", "/below")]
    public async Task A_file_in_the_place_of_the_data_folder_is_named_with_what_to_do(string verb, string more)
    {
        var file = Path.Combine(_folder.Path, "letter.txt");
        await File.WriteAllTextAsync(file, "precious", TestContext.Current.CancellationToken);

        var run = await PlazaProgram.RunAsync([.. verb.Split(' '), .. verb.EndsWith("--password", StringComparison.Ordinal) ? [TestAccount.Password] : (string[])[], "--data", file + more]);

        run.ShouldEndWith(1).Error.ShouldBe(
            $"{file} is a file, so that it cannot be or contain the data folder. Name a folder with --data; plaza serve creates it if it does not exist.\n");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("account list")]
    public async Task A_folder_whose_path_has_no_room_for_the_socket_is_named(string verb)
    {
        var folder = Path.Combine(_folder.Path, new string('d', 100));

        var run = await PlazaProgram.RunAsync([.. verb.Split(' '), "--data", folder]);

        run.ShouldEndWith(1).Error.ShouldContain("--data");
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_made_is_not_taken_for_another_server()
    {
        File.CreateSymbolicLink(_folder.Lock, _folder.Lock);

        var run = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", Url());

        run.ShouldEndWith(1).Error.ShouldContain("plaza.lock");
        run.Error.ShouldNotContain("Another Plaza");
    }

    [Fact]
    public async Task A_whole_network_may_be_trusted_to_name_the_client()
    {
        await using var server = await ServerProcess.StartAsync(
            _folder, ("PLAZA__SERVER__TRUSTEDPROXIES", "127.0.0.0/8"), ("PLAZA__RATELIMITS__ENABLED", "true"));

        (await RemainingAsync(server, "203.0.113.1"), await RemainingAsync(server, "203.0.113.2")).ShouldBe((299, 299));
    }

    [Theory]
    [InlineData("semi;colon")]
    [InlineData("colon:")]
    [InlineData("it's \"quoted\"")]
    [InlineData("Password=x;Mode=Memory")]
    [InlineData("%41 #ä?x=1&|DataDirectory|")]
    public async Task A_folder_may_have_any_name(string name)
    {
        var folder = new DataFolder(Path.Combine(_folder.Path, name));
        MigratedDatabase.CopyTo(folder);
        await using var server = await ServerProcess.StartAsync(folder);

        (await server.RunAsync("account", "create", "--username", "ada", "--email", "ada@example.org", "--password", TestAccount.Password)).ShouldBeDone();
        (await server.StopAsync()).ShouldBe(0, server.Said);
        (await server.RunAsync("account", "list")).ShouldBeDone().Output.ShouldContain("@ada");
        (await server.RunAsync("journal", "verify")).ShouldBeDone();

        Directory.GetFiles(folder.Path).Select(Path.GetFileName).ShouldContain("plaza.db");
        Directory.GetFileSystemEntries(_folder.Path).Length.ShouldBe(2, "plaza.db of the outer folder, and this folder");
    }

    [Fact]
    public async Task A_limit_of_open_files_that_is_too_low_is_named()
    {
        var run = await PlazaProgram.RunAsync(
            ["-c", "ulimit -n 320; exec \"$0\" \"$@\"", PlazaProgram.Path, "--data", _folder.Path, "--urls", Url()], [], "/bin/sh");

        run.ShouldEndWith(1).Error.ShouldContain("320");
        run.Error.ShouldContain("LimitNOFILE");
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
    }

    [Fact]
    public async Task A_public_https_address_without_a_trusted_proxy_is_warned_of_and_so_is_once_a_forwarded_header_from_elsewhere()
    {
        await using var server = await ServerProcess.StartAsync(_folder, ("PLAZA__SERVER__PUBLICURL", "https://plaza.example"));

        for (var request = 1; request <= 3; request++)
            await RemainingAsync(server, "203.0.113.1");

        await server.SaysAsync("X-Forwarded-For");
        await server.StopAsync();
        var warnings = server.Said.Split('\n').Where(line => line.Contains("TRUSTEDPROXIES", StringComparison.Ordinal)).ToList();
        warnings.Count.ShouldBe(2, server.Said);
        warnings[0].ShouldContain("https://plaza.example");
        warnings[1].ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task Where_the_proxy_is_named_nothing_is_warned_of()
    {
        await using var server = await ServerProcess.StartAsync(
            _folder, ("PLAZA__SERVER__PUBLICURL", "https://plaza.example"), ("PLAZA__SERVER__TRUSTEDPROXIES", "127.0.0.1"));

        await RemainingAsync(server, "203.0.113.1");
        await server.StopAsync();

        server.Said.ShouldNotContain("TRUSTEDPROXIES");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var run = await PlazaProgram.RunAsync("--data", "/proc/plaza", "--urls", Url());

        run.ShouldEndWith(1).Error.ShouldContain("/proc/plaza");
    }

    [Fact]
    public async Task A_database_that_is_none_is_named()
    {
        await File.WriteAllTextAsync(_folder.Database, new string('x', 8192), TestContext.Current.CancellationToken);

        var run = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", Url());

        run.ShouldEndWith(1).Error.ShouldContain("plaza.db");
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = await ServerProcess.StartAsync(_folder);

        var second = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", Url());

        second.ShouldEndWith(1).Error.Trim().ShouldBe($"Another process serves {_folder.Path}. Stop it first, or choose another folder with --data.");
        (await first.RunAsync("account", "list")).ShouldBeDone();
        (await first.Client.GetJsonAsync("/health"))["status"]!.ToString().ShouldBe("UP");
    }

    [Fact]
    public async Task A_lock_that_others_could_open_is_taken_from_them()
    {
        if (OperatingSystem.IsWindows())
            return;

        await File.WriteAllTextAsync(_folder.Lock, "", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(_folder.Lock, (UnixFileMode)0b110_100_100);

        (await PlazaProgram.RunAsync("account", "list", "--data", _folder.Path)).ShouldBeDone();

        File.GetUnixFileMode(_folder.Lock).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Only_the_owner_can_access_the_data_folder()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        if (OperatingSystem.IsWindows())
            return;

        await server.SaysAsync("Plaza serves");
        foreach (var file in (string[])[_folder.Socket, _folder.Lock, _folder.Database, .. Directory.GetFiles(_folder.Keys)])
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        File.GetUnixFileMode(_folder.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(_folder.Keys).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<int> RemainingAsync(ServerProcess server, string client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about") { Headers = { { "X-Forwarded-For", client } } };
        using var response = await server.Client.SendAsync(request);
        return int.Parse(response.Headers.TryGetValues("X-RateLimit-Remaining", out var left) ? left.Single() : "0", null);
    }

    private async Task ShouldBeInUseAsync(string url)
    {
        var empty = new DataFolder(Path.Combine(_folder.Path, "empty"));

        var run = await PlazaProgram.RunAsync("--data", empty.Path, "--urls", url);

        run.ShouldEndWith(1).Error.ShouldBe(
            $"Plaza could not start: {url} is in use by another process. Stop that process, or choose another address with --urls or PLAZA__URLS.\n");
        run.Output.ShouldBeEmpty();
        Directory.GetFileSystemEntries(empty.Path).Select(Path.GetFileName).ShouldBe(["plaza.db", "plaza.lock"], ignoreOrder: true);
        new FileInfo(empty.Database).Length.ShouldBe(0);
    }

    private static string Url() => $"http://127.0.0.1:{PlazaTestServer.FreePort()}";
}
