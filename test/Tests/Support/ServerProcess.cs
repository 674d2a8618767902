using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Plaza.Data;

namespace Plaza.Tests.Support;

/// <summary>The server as a process of its own, on a folder and a port.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _said;
    private bool _ownsFolder;

    private ServerProcess(Process process, StringBuilder said, DataFolder folder, Uri url)
    {
        _process = process;
        _said = said;
        Folder = folder;
        Url = url;
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = url };
    }

    public DataFolder Folder { get; }

    public Uri Url { get; }

    /// <summary>A client without cookies that follows no redirects.</summary>
    public HttpClient Client { get; }

    public bool HasEnded => _process.HasExited;

    /// <summary>Everything written to both outputs.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <param name="settings">For example <c>("PLAZA__SERVER__REGISTRATIONS", "closed")</c>.</param>
    public static async Task<ServerProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var server = await StartAsync(MigratedDatabase.NewFolder(), settings);
        server._ownsFolder = true;
        return server;
    }

    /// <summary>Starts the server and waits until it responds.</summary>
    public static async Task<ServerProcess> StartAsync(DataFolder folder, params (string Name, string Value)[] settings)
    {
        var server = Begin(folder, settings);
        await server.HealthyAsync();
        return server;
    }

    /// <summary>Starts the server without waiting.</summary>
    public static ServerProcess Begin(DataFolder folder, params (string Name, string Value)[] settings) =>
        BeginAt(new($"http://127.0.0.1:{PlazaTestServer.FreePort()}"), folder, settings);

    /// <summary>Starts the server at an address without waiting.</summary>
    public static ServerProcess BeginAt(Uri url, DataFolder folder, params (string Name, string Value)[] settings)
    {
        var process = PlazaProgram.Start(["--data", folder.Path, "--urls", url.ToString()], [("PLAZA__RATELIMITS__ENABLED", "false"), .. settings]);
        return Listen(process, folder, url);
    }

    /// <summary>Starts the server on any URLs without waiting. <see cref="Url"/> is none of them.</summary>
    public static ServerProcess BeginOn(DataFolder folder, string urls, params (string Name, string Value)[] settings) => Listen(
        PlazaProgram.Start(["--data", folder.Path, "--urls", urls], [("PLAZA__RATELIMITS__ENABLED", "false"), .. settings]), folder, new("http://127.0.0.1"));

    /// <summary>Starts the server through another program, such as a shell that changes its environment, without waiting.</summary>
    public static ServerProcess BeginIn(string program, DataFolder folder, Func<string, string[]> words)
    {
        var url = new Uri($"http://127.0.0.1:{PlazaTestServer.FreePort()}");
        return Listen(PlazaProgram.Start(words(url.ToString()), [("PLAZA__RATELIMITS__ENABLED", "false")], program), folder, url);
    }

    /// <summary>Starts the server with a limit of open files (RLIMIT_NOFILE) and waits until it responds.</summary>
    public static async Task<ServerProcess> StartLimitedAsync(int files, params (string Name, string Value)[] settings)
    {
        var (folder, url) = (MigratedDatabase.NewFolder(), new Uri($"http://127.0.0.1:{PlazaTestServer.FreePort()}"));
        var process = PlazaProgram.Start([$"--nofile={files}", PlazaProgram.Path, "--data", folder.Path, "--urls", url.ToString()], settings, "prlimit");
        var server = Listen(process, folder, url);
        server._ownsFolder = true;
        await server.HealthyAsync();
        return server;
    }

    /// <summary>Starts another program in a folder, without a data folder argument, without waiting.</summary>
    public static ServerProcess Launch(string program, string workingFolder, Uri url) =>
        Listen(PlazaProgram.Start(["--urls", url.ToString()], [], program, workingFolder), new(Path.Combine(workingFolder, "data")), url);

    /// <summary>Completes when the server responds.</summary>
    public Task HealthyAsync() => Eventually.TrueAsync(IsHealthyAsync, "the server answers /health");

    /// <summary>Completes when the text is in the output. The log is written after the response that it belongs to.</summary>
    public async Task SaysAsync(string text)
    {
        await Eventually.TrueAsync(() => HasEnded || Said.Contains(text, StringComparison.Ordinal), $"the server says \"{text}\"");
        Said.ShouldContain(text, Case.Sensitive);
    }

    private static ServerProcess Listen(Process process, DataFolder folder, Uri url)
    {
        var said = new StringBuilder();
        process.OutputDataReceived += (_, line) => Hear(said, line.Data);
        process.ErrorDataReceived += (_, line) => Hear(said, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process, said, folder, url);
    }

    /// <summary>Runs a verb on this folder.</summary>
    public Task<ProgramRun> RunAsync(params string[] verb) => PlazaProgram.RunAsync([.. verb, "--data", Folder.Path]);

    /// <summary>A client of a new account, with a token created on the command line.</summary>
    public async Task<HttpClient> CreateAccountAsync(string handle)
    {
        (await RunAsync("account", "create", "--username", handle, "--email", $"{handle}@example.org", "--password", TestAccount.Password)).ShouldBeDone();
        var token = (await RunAsync("token", "create", "--username", handle, "--scopes", "read write")).ShouldBeDone().LastLine;
        return ClientOf(token);
    }

    public HttpClient ClientOf(string token)
    {
        var client = new HttpClient { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>Sends SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <param name="signal">For example <c>TERM</c>.</param>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    /// <returns>The exit code, once the process has ended.</returns>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends SIGTERM and waits.</summary>
    public Task<int> StopAsync()
    {
        Signal("TERM");
        return EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasEnded)
            await KillAsync();

        Client.Dispose();
        _process.Dispose();
        if (_ownsFolder)
            TestDatabase.Delete(Folder);
    }

    private async Task<bool> IsHealthyAsync()
    {
        HasEnded.ShouldBeFalse(Said);
        try
        {
            using var response = await Client.GetAsync("/health");
            return response.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private static void Hear(StringBuilder said, string? line)
    {
        lock (said)
            said.AppendLine(line);
    }
}
