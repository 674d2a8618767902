using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Plaza.Data;

namespace Plaza.Server.Cli;

/// <summary>Runs a verb in the running server, over the control socket in its data folder.</summary>
internal static class ControlSocketClient
{
    /// <summary>The time within which the server must begin to respond, which it does before it executes the verb.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    private const string Ended = "The server ended before the command was complete. Check what it did before you try again.";

    /// <returns>The exit code; null when no server listens, so that nothing was done.</returns>
    public static async Task<int?> TryRunAsync(DataFolder folder, string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        using var client = Connect(folder);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "http://plaza/run") { Content = JsonContent.Create(args) };
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).WaitAsync(ResponseTimeout, ct);
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden)
            {
                await error.WriteLineAsync(await response.Content.ReadAsStringAsync(ct));
                return 1;
            }

            response.EnsureSuccessStatusCode();
            return await RelayAsync(folder, response, output, error, ct);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConnectionError)
        {
            return null;
        }
        catch (Exception fault) when (fault is HttpIOException or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded })
        {
            await error.WriteLineAsync(Ended);
            return 1;
        }
        catch (TimeoutException)
        {
            await error.WriteLineAsync($"The server of {folder.Path} does not respond. It may still execute this command later: check before you try again.");
            return 1;
        }
        catch (HttpRequestException fault)
        {
            await error.WriteLineAsync($"The server of {folder.Path} did not respond correctly: {fault.Message} See its log.");
            return 1;
        }
    }

    /// <summary>Each line begins with 1 (output), 2 (error) or = (the exit code, last).</summary>
    private static async Task<int> RelayAsync(DataFolder folder, HttpResponseMessage response, TextWriter output, TextWriter error, CancellationToken ct)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (await NextAsync(folder, reader, ct) is { } line)
        {
            if (line is ['=', .. var status])
                return int.Parse(status, CultureInfo.InvariantCulture);

            await (line is ['2', ..] ? error : output).WriteLineAsync(line[1..]);
        }

        await error.WriteLineAsync(Ended);
        return 1;
    }

    /// <summary>A verb may take minutes between two lines. While it waits, a probe checks that the server still responds.</summary>
    /// <exception cref="TimeoutException">The server does not respond any more.</exception>
    private static async Task<string?> NextAsync(DataFolder folder, StreamReader reader, CancellationToken ct)
    {
        var line = reader.ReadLineAsync(ct).AsTask();
        while (true)
        {
            try
            {
                return await line.WaitAsync(ResponseTimeout, ct);
            }
            catch (TimeoutException)
            {
                await ProbeAsync(folder, ct);
            }
        }
    }

    private static async Task ProbeAsync(DataFolder folder, CancellationToken ct)
    {
        using var client = Connect(folder);
        try
        {
            using var response = await client.GetAsync("http://plaza/", HttpCompletionOption.ResponseHeadersRead, ct).WaitAsync(ResponseTimeout, ct);
        }
        catch (HttpRequestException)
        {
            // A stopping server accepts no more connections, but completes the running verb.
        }
    }

    private static HttpClient Connect(DataFolder folder) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, ct) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.Socket), ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
