using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Plaza.Data;
using Plaza.Server.Cli;
using Plaza.Server.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>Between a verb and whoever holds the data folder.</summary>
[Trait("Speed", "slow")]
public sealed class SocketTests : IDisposable
{
    private readonly DataFolder _folder = PlazaProcess.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n1first\n\r\n", "first\n")]
    [InlineData("", "")]
    public async Task A_server_that_ends_in_the_middle_is_said_to_have(string answer, string output)
    {
        using var held = DataLock.TryTake(_folder).ShouldNotBeNull();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_folder.Socket));
        listener.Listen();
        var verb = PlazaProgram.RunAsync("account", "list", "--data", _folder.Path);

        using (var server = await listener.AcceptAsync(TestContext.Current.CancellationToken))
        {
            await server.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
            await server.SendAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        }
        listener.Close();

        var run = (await verb).ShouldEndWith(1);
        run.Output.ShouldBe(output);
        run.Error.Trim().ShouldBe("The server ended before it was done. Look at what it did, and try again.");
    }

    [Fact]
    public async Task A_verb_that_finds_another_in_the_folder_waits_for_it()
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        string[] args = ["account", "list", "--data", _folder.Path];
        var held = DataLock.TryTake(_folder).ShouldNotBeNull();

        var verb = CommandLine.RunAsync(args, new WithinFolder(args).CarryOutAsync, output, error, null, TestContext.Current.CancellationToken);
        verb.IsCompleted.ShouldBeFalse();
        held.Dispose();

        (await verb).ShouldBe(0, error.ToString());
    }

    [Fact]
    public async Task Who_holds_the_folder_and_never_answers_is_given_up()
    {
        using var held = DataLock.TryTake(_folder).ShouldNotBeNull();

        var run = await PlazaProgram.RunAsync("account", "list", "--data", _folder.Path);

        run.ShouldEndWith(1).Error.ShouldStartWith($"Another process holds {_folder.Path} but does not answer.");
    }

    [Fact]
    public void Each_line_is_sent_at_once()
    {
        using var sent = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = sent } };
        using var lines = new LinesTo(http.Response, '1');

        lines.WriteLine("first");

        Encoding.UTF8.GetString(sent.ToArray()).ShouldBe("1first\n");
    }
}
