using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>Clients that post while the server is killed under them, and what each post came to.</summary>
internal sealed class KilledServer(IReadOnlyList<string> tokens, string named)
{
    private readonly ConcurrentDictionary<string, string?> _posts = new(StringComparer.Ordinal);
    private readonly string?[] _unsure = new string?[tokens.Count];
    private int _number;
    private int _acknowledged;

    /// <summary>The id by the text, of all whose publication was acknowledged.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged =>
        _posts.Where(post => post.Value is not null).ToDictionary(post => post.Key, post => post.Value!, StringComparer.Ordinal);

    /// <summary>Texts that were sent, never acknowledged, and never tried again.</summary>
    public IReadOnlyList<string> Unsure => [.. _posts.Where(post => post.Value is null).Select(post => post.Key)];

    /// <summary>Posts of the clients are acknowledged, at least so many; then the server is killed in the midst of further ones.</summary>
    public async Task PostUntilKilledAsync(PlazaProcess server, int atLeast)
    {
        var enough = Volatile.Read(ref _acknowledged) + atLeast;
        var clients = Enumerable.Range(0, tokens.Count).Select(client => PostOnAsync(server, client)).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref _acknowledged) >= enough, $"{atLeast} posts are acknowledged");
        await server.KillAsync();
        await Task.WhenAll(clients);
    }

    /// <summary>The last tries of what was not acknowledged.</summary>
    public async Task TryAgainAsync(PlazaProcess server)
    {
        for (var client = 0; client < tokens.Count; client++)
        {
            using var api = server.ClientOf(tokens[client]);
            if (MayTryAgain(client) && _unsure[client] is { } text)
                (await TryAsync(api, client, text)).ShouldBeTrue();
        }
    }

    /// <summary>Every second client gives up what was not acknowledged, as people do.</summary>
    private static bool MayTryAgain(int client) => client % 2 is 0;

    private async Task PostOnAsync(PlazaProcess server, int client)
    {
        using var api = server.ClientOf(tokens[client]);
        var text = MayTryAgain(client) ? _unsure[client] : null;
        do
        {
            text ??= NewText(client);
            if (!await TryAsync(api, client, text))
                return;

            text = null;
        }
        while (true);
    }

    private string NewText(int client)
    {
        var number = Interlocked.Increment(ref _number);
        return string.Create(CultureInfo.InvariantCulture, $"Post {number:D6} of client {client}{(number % 5 is 0 ? $" to @{named}" : "")}");
    }

    private async Task<bool> TryAsync(HttpClient api, int client, string text)
    {
        _posts.TryAdd(text, null);
        _unsure[client] = text;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/statuses")
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("status", text)]),
                Headers = { { "Idempotency-Key", text } },
            };
            using var answer = await api.SendAsync(request);
            ((int)answer.StatusCode).ShouldBe(200, "who dies may say nothing, but not that something is wrong");
            var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
            _posts[text] = id;
            _unsure[client] = null;
            Interlocked.Increment(ref _acknowledged);
            return true;
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or JsonException)
        {
            return false;
        }
    }
}
