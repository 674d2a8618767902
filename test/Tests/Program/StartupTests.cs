using System.Net;
using System.Net.Sockets;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>What the server needs in order to start, and what it says when that is not so.</summary>
[Trait("Speed", "slow")]
public sealed class StartupTests : IDisposable
{
    private readonly DataFolder _folder = ServerProcess.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("PLAZA__MAIL__PORT", "many", "Mail:Port")]
    [InlineData("PLAZA__MAIL__PORT", "70000", "Port")]
    [InlineData("PLAZA__MAIL__SECURITY", "perhaps", "Mail:Security")]
    [InlineData("PLAZA__MAIL__HOST", "127.0.0.1", "Mail:From")]
    [InlineData("PLAZA__MAIL__FROM", "nobody", "Mail:From")]
    [InlineData("PLAZA__SERVER__PUBLICURL", "nonsense", "PublicUrl")]
    [InlineData("PLAZA__SERVER__REGISTRATIONS", "maybe", "Registrations")]
    [InlineData("PLAZA__SERVER__TRUSTEDPROXIES", "10.0.0.1 proxy", "Server:TrustedProxies names \"proxy\"")]
    [InlineData("PLAZA__SERVER__TRUSTEDPROXIES", "10.0.0.0/99", "10.0.0.0/99")]
    [InlineData("PLAZA__SERVER__TRUSTEDPROXIES", "127.0.0.1;10.0.0.1", "127.0.0.1;10.0.0.1")]
    [InlineData("PLAZA__SERVER__TRUSTEDPROXIES", "1", "Server:TrustedProxies names \"1\"")]
    [InlineData("PLAZA__RATELIMITS__ENABLED", "perhaps", "RateLimits:Enabled")]
    [InlineData("PLAZA__MEMORY__POSTBYTES", "lots", "Memory:PostBytes")]
    [InlineData("PLAZA__MEMORY__ACCOUNTBYTES", "99999", "AccountBytes")]
    [InlineData("PLAZA__MEMORY__MARKBYTES", "-1", "MarkBytes")]
    [InlineData("PLAZA__TIMELINES__MEMORYBYTES", "-1", "MemoryBytes")]
    [InlineData("PLAZA__TIMELINES__MEMORYBYTES", "1e99", "Timelines:MemoryBytes")]
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

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var run = await PlazaProgram.RunAsync("--data", _folder.Path, "--urls", $"http://127.0.0.1:{port}");

        run.ShouldEndWith(1).Error.ShouldContain($"{port}");
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
        run.Output.ShouldNotContain("xception");
        new FileInfo(_folder.Database + "-wal").ShouldSatisfyAllConditions(log => (log.Exists ? log.Length : 0).ShouldBe(0));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("account list")]
    public async Task A_folder_whose_path_has_no_room_for_the_socket_is_named(string verb)
    {
        var folder = Path.Combine(_folder.Path, new string('d', 100));

        var run = await PlazaProgram.RunAsync([.. verb.Split(' '), "--data", folder, "--urls", Url()]);

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

        await Eventually.TrueAsync(() => server.Said.Contains("X-Forwarded-For", StringComparison.Ordinal), "the header is warned of");
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
    public async Task Only_the_owner_can_reach_what_the_server_keeps()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        if (OperatingSystem.IsWindows())
            return;

        await Eventually.TrueAsync(() => server.Said.Contains("Plaza serves", StringComparison.Ordinal), "the server says that it serves");
        foreach (var file in (string[])[_folder.Socket, _folder.Lock, _folder.Database, .. Directory.GetFiles(_folder.Keys)])
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        File.GetUnixFileMode(_folder.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(_folder.Keys).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<int> RemainingAsync(ServerProcess server, string client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about") { Headers = { { "X-Forwarded-For", client } } };
        using var answer = await server.Client.SendAsync(request);
        return int.Parse(answer.Headers.TryGetValues("X-RateLimit-Remaining", out var left) ? left.Single() : "0", null);
    }

    private static string Url() => $"http://127.0.0.1:{PlazaTestServer.FreePort()}";
}
