using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Plaza.Data;
using Plaza.Server.Cli;
using Plaza.Server.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The protocol between a verb and the process that holds the data folder.</summary>
[Trait("Speed", "slow")]
public sealed class SocketTests(ServerProcessFixture shared) : IClassFixture<ServerProcessFixture>, IDisposable
{
    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n1first\n\r\n", "first\n")]
    [InlineData("", "")]
    public async Task A_server_that_ends_in_the_middle_is_said_to_have(string response, string output)
    {
        using var held = DataFolderLock.TryTake(_folder).ShouldNotBeNull();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_folder.Socket));
        listener.Listen();
        var verb = PlazaProgram.RunAsync("account", "list", "--data", _folder.Path);

        using (var server = await listener.AcceptAsync(TestContext.Current.CancellationToken))
        {
            await server.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
            await server.SendAsync(Encoding.ASCII.GetBytes(response), TestContext.Current.CancellationToken);
        }
        listener.Close();

        var run = (await verb).ShouldEndWith(1);
        run.Output.ShouldBe(output);
        run.Error.Trim().ShouldBe("The server ended before the command was complete. Check what it did before you try again.");
    }

    [Fact]
    public async Task A_verb_that_finds_another_in_the_folder_waits_for_it()
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        string[] args = ["account", "create", "--username", "ada", "--email", "ada@example.org", "--password", TestAccount.Password, "--data", _folder.Path];
        var held = DataFolderLock.TryTake(_folder).ShouldNotBeNull();

        var verb = CommandLine.RunAsync(args, new LocalVerbRunner(args).ExecuteAsync, output, error, TestContext.Current.CancellationToken);
        verb.IsCompleted.ShouldBeFalse();
        held.Dispose();

        (await verb).ShouldBe(0, error.ToString());
    }

    [Fact]
    public async Task A_holder_of_the_folder_that_never_responds_is_given_up()
    {
        using var held = DataFolderLock.TryTake(_folder).ShouldNotBeNull();

        var run = await PlazaProgram.RunAsync("account", "list", "--data", _folder.Path);

        run.ShouldEndWith(1).Error.ShouldStartWith($"Another process holds {_folder.Path} but does not respond.");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"serve\"]")]
    [InlineData("[\"serve\", \"--help\"]")]
    [InlineData("[\"--urls\", \"http://127.0.0.1:5081\"]")]
    [InlineData("[\"nonsense\"]")]
    [InlineData("[null]")]
    [InlineData("[\"account\", 1]")]
    [InlineData("[\"account\"")]
    [InlineData("\"account list\"")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Unknown_verbs_are_rejected_with_a_sentence_and_the_server_continues(string body)
    {
        using var client = UnixSocketClient.Create(shared.Server.Folder.Socket);

        using var response = await client.PostAsync("/run", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        var sentence = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(400, sentence);
        sentence.ShouldEndWith(".");
        (await shared.Server.RunAsync("account", "list")).ShouldBeDone();
        shared.Server.Said.ShouldNotContain("xception");
    }

    [Theory]
    [InlineData("GET", "application/json")]
    [InlineData("POST", "text/plain")]
    public async Task Other_requests_are_rejected_with_a_sentence(string method, string type)
    {
        using var client = UnixSocketClient.Create(shared.Server.Folder.Socket);
        using var request = new HttpRequestMessage(new(method), "/") { Content = new StringContent("[\"account\",\"list\"]", Encoding.UTF8, type) };

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldEndWith(".");
    }

    [Fact]
    public async Task A_body_without_end_is_refused()
    {
        using var client = UnixSocketClient.Create(shared.Server.Folder.Socket);

        using var response = await client.PostAsync(
            "/run", new StringContent($"[\"{new string('x', 300_000)}\"]", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(400);
        shared.Server.Said.ShouldNotContain("xception");
    }

    [Fact]
    public async Task A_verb_of_another_user_of_the_machine_is_refused_even_where_the_socket_is_open_to_all()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName is "root", "needs two users");
        if (OperatingSystem.IsWindows())
            return; // Unreachable; required by the compiler.

        await using var server = await ServerProcess.StartAsync(_folder);
        await server.SaysAsync("Plaza serves");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_folder.Socket, (UnixFileMode)0b110_110_110);

        var other = await PlazaProgram.RunAsync(
            ["--reuid=65534", "--regid=65534", "--clear-groups", "curl", "-sS", "--unix-socket", _folder.Socket, "-d", "[\"account\",\"list\"]",
                "-H", "Content-Type: application/json", "-w", " %{http_code}", "http://plaza/run"],
            [],
            "setpriv");

        other.ShouldBeDone().Output.ShouldBe("Only root and the user that runs the server may send commands. 403");
    }

    [Fact]
    public async Task A_verb_of_a_user_without_access_to_the_data_folder_says_which_user_may_run_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName is "root", "needs two users");
        if (OperatingSystem.IsWindows())
            return; // Unreachable; required by the compiler.

        (await PlazaProgram.RunAsync("account", "create", "--username", "ada", "--email", "ada@example.org", "--password", "correct horse", "--data", _folder.Path)).ShouldBeDone();
        var program = Directory.CreateTempSubdirectory("plaza-").FullName; // The other user may have no access to the build output.
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        var extracted = Directory.CreateDirectory(Path.Combine(program, "net")).FullName;
        File.SetUnixFileMode(extracted, (UnixFileMode)0b111_111_111);
        try
        {
            (await PlazaProgram.RunAsync(["-r", Path.GetDirectoryName(PlazaProgram.Path)!, $"{program}/bin"], [], "cp")).ShouldBeDone();

            var other = await PlazaProgram.RunAsync(
                ["--reuid=65534", "--regid=65534", "--clear-groups", $"{program}/bin/plaza", "account", "list", "--data", _folder.Path],
                [("DOTNET_BUNDLE_EXTRACT_BASE_DIR", extracted)],
                "setpriv");

            other.ShouldEndWith(1).Error.ShouldContain($"has no access to {_folder.Path}. Run the command as the user of the server");
        }
        finally
        {
            Directory.Delete(program, recursive: true);
        }
    }

    [Fact]
    public void Each_line_is_sent_at_once()
    {
        using var sent = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = sent } };
        using var lines = new LinePrefixWriter(http.Response, '1');

        lines.WriteLine("first");

        Encoding.UTF8.GetString(sent.ToArray()).ShouldBe("1first\n");
    }
}
