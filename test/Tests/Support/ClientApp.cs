using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Plaza.Tests.Support;

/// <summary>A registered Mastodon client.</summary>
public sealed record ClientApp(HttpClient Http, string Id, string Secret, string Redirect, string Scopes)
{
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public static string Challenge { get; } = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static async Task<ClientApp> RegisterAsync(
        PlazaTestServer plaza, string redirect = "https://client.example/callback", string scopes = "read write follow push")
    {
        var http = plaza.Client();
        var app = await http.PostJsonAsync("/api/v1/apps", new { client_name = "Client", redirect_uris = redirect, scopes });
        return new(http, app["client_id"]!.GetValue<string>(), app["client_secret"]!.GetValue<string>(), redirect, scopes);
    }

    /// <summary>The authorization URL.</summary>
    /// <param name="changes">Parameters that differ from the usual ones; null removes one.</param>
    public string AuthorizePath(params (string Name, string? Value)[] changes) => "/oauth/authorize?" + Query(
        [("response_type", "code"), ("client_id", Id), ("redirect_uri", Redirect), ("scope", Scopes)], changes);

    public string AuthorizePathWithPkce(params (string Name, string? Value)[] changes) =>
        AuthorizePath([("code_challenge", Challenge), ("code_challenge_method", "S256"), .. changes]);

    /// <param name="changes">Parameters that differ from the usual ones; null removes one.</param>
    public Task<HttpResponseMessage> RedeemAsync(string code, params (string Name, string? Value)[] changes) => PostAsync(
        "/oauth/token",
        [("grant_type", "authorization_code"), ("code", code), ("client_id", Id), ("client_secret", Secret), ("redirect_uri", Redirect)],
        changes);

    public async Task<string> TokenAsync(string code)
    {
        using var response = await RedeemAsync(code);
        return (await response.JsonAsync())["access_token"]!.GetValue<string>();
    }

    /// <param name="changes">Parameters that differ from the usual ones; null removes one.</param>
    public Task<HttpResponseMessage> AppTokenAsync(params (string Name, string? Value)[] changes) => PostAsync(
        "/oauth/token", [("grant_type", "client_credentials"), ("client_id", Id), ("client_secret", Secret), ("scope", "read")], changes);

    public Task<HttpResponseMessage> RevokeAsync(string token) =>
        PostAsync("/oauth/revoke", [("client_id", Id), ("client_secret", Secret), ("token", token)], []);

    private async Task<HttpResponseMessage> PostAsync(string path, (string Name, string? Value)[] usual, (string Name, string? Value)[] changes) =>
        await Http.PostAsync(path, new StringContent(Query(usual, changes), Encoding.UTF8, "application/x-www-form-urlencoded"));

    private static string Query((string Name, string? Value)[] usual, (string Name, string? Value)[] changes) => string.Join('&',
        from pair in usual.Concat(changes).GroupBy(pair => pair.Name).Select(same => same.Last())
        where pair.Value is not null
        select $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}");
}
