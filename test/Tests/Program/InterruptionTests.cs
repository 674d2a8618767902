using System.Diagnostics;
using System.Net.Sockets;
using Plaza.Data;
using Plaza.Server.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>A verb that is interrupted, or whose server hangs.</summary>
[Trait("Speed", "slow")]
public sealed class InterruptionTests : IDisposable
{
    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("QUIT", 131)]
    [InlineData("TERM", 143)]
    public async Task A_verb_that_is_interrupted_says_so_in_a_sentence_and_gives_the_signal(string signal, int status)
    {
        using var held = DataFolderLock.TryTake(_folder).ShouldNotBeNull();
        using var listener = Listen();
        using var verb = PlazaProgram.Start(["account", "list", "--data", _folder.Path], []);
        var (output, error) = (verb.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), verb.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        using var server = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await server.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);

        Process.Start("kill", ["-s", signal, $"{verb.Id}"]).WaitForExit();
        await verb.WaitForExitAsync(TestContext.Current.CancellationToken);

        new ProgramRun(verb.ExitCode, await output, await error).ShouldEndWith(status).Error.Trim().ShouldBe(
            "Stopped by a signal before the command was complete. Check what it did before you try again.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public async Task A_server_that_takes_a_verb_and_does_not_go_on_is_said_not_to_answer(string response)
    {
        using var held = DataFolderLock.TryTake(_folder).ShouldNotBeNull();
        using var listener = Listen();
        var verb = PlazaProgram.RunAsync("account", "list", "--data", _folder.Path);
        using var server = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await server.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
        await server.SendAsync(System.Text.Encoding.ASCII.GetBytes(response), TestContext.Current.CancellationToken);

        (await verb).ShouldEndWith(1).Error.Trim().ShouldBe(
            $"The server of {_folder.Path} does not respond. It may still execute this command later: check before you try again.");
    }

    private Socket Listen()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_folder.Socket));
        listener.Listen();
        return listener;
    }
}
