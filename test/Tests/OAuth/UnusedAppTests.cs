using Microsoft.Extensions.DependencyInjection;
using Plaza.Authentication;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.OAuth;

/// <summary>Apps that were never used, and app tokens that are no longer used, are deleted (A11).</summary>
public sealed class UnusedAppTests : IAsyncLifetime
{
    private const long Day = 86_400_000;

    private PlazaTestServer _plaza = null!;

    [Fact]
    public async Task An_app_that_was_never_used_is_deleted_after_a_day_and_one_that_ever_was_stays()
    {
        var (unused, granted, revoked) = (await RegisterAsync(), await RegisterAsync(), await RegisterAsync());
        var account = (await _plaza.CreateAccountAsync()).Account;
        await _plaza.AskAsync(new CreateAuthorizationCode(account, granted.Id, granted.Redirect, "read"));
        using var token = await revoked.AppTokenAsync();
        using var gone = await revoked.RevokeAsync((await token.JsonAsync()).Text("access_token"));
        _plaza.Change($"update apps set created_at = created_at - {Day + 1}; update authorization_codes set expires_at = expires_at - {3 * Day}");
        var young = await RegisterAsync();

        await TidyAsync();

        (await StatusAsync(unused)).ShouldBe(401);
        (await StatusAsync(granted)).ShouldBe(200);
        (await StatusAsync(revoked)).ShouldBe(200);
        (await StatusAsync(young)).ShouldBe(200);
    }

    [Fact]
    public async Task A_token_that_an_app_holds_for_itself_expires_after_90_days_without_use()
    {
        var app = await RegisterAsync();
        var (unused, used) = (await TokenAsync(app), await TokenAsync(app));
        var user = await _plaza.CreateAccountAsync();
        (await WhoAsync(unused)).ShouldBe(200);
        await TidyAsync();
        _plaza.Change($"update tokens set used_at = used_at - {91 * Day}, created_at = created_at - {91 * Day}");
        (await WhoAsync(used)).ShouldBe(200);

        await TidyAsync();

        (await WhoAsync(unused)).ShouldBe(401);
        (await WhoAsync(used)).ShouldBe(200);
        await user.Api.GetJsonAsync("/api/v1/accounts/verify_credentials");
    }

    [Fact]
    public async Task Thousands_of_unused_apps_are_deleted_in_batches()
    {
        _plaza.Change(
            $"""
            insert into apps (id, client_id, secret_hash, name, redirect_uris, scopes, created_at)
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 1200)
            select i, 'client' || i, {(TestDatabase.IsPostgres ? "'\\x00'::bytea" : "x'00'")}, 'App', 'https://client.example/', 'read', 0 from n
            """);

        await TidyAsync(); // The server's own task may delete a part of them at the same time.

        _plaza.Rows()["apps"].ShouldBe(0);
    }

    [Fact]
    public async Task An_app_that_is_deleted_during_a_token_request_gets_no_token()
    {
        var app = await RegisterAsync();
        _plaza.Change($"update apps set created_at = created_at - {Day + 1}");
        var asked = app.AppTokenAsync();
        await TidyAsync();

        using var response = await asked;

        (await StatusAsync(app)).ShouldBe((int)response.StatusCode, "either the app was used before, and stays, or it is gone");
    }

    public async ValueTask InitializeAsync() => _plaza = await PlazaTestServer.StartAsync();

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    private Task<ClientApp> RegisterAsync() => ClientApp.RegisterAsync(_plaza);

    private async Task<string> TidyAsync() =>
        (await _plaza.Services.GetRequiredService<PurgeExpiredSessions>().RunAsync(default, TestContext.Current.CancellationToken)).Detail;

    private static async Task<string> TokenAsync(ClientApp app)
    {
        using var response = await app.AppTokenAsync();
        return (await response.JsonAsync()).Text("access_token");
    }

    private static async Task<int> StatusAsync(ClientApp app)
    {
        using var response = await app.AppTokenAsync();
        return (int)response.StatusCode;
    }

    private async Task<int> WhoAsync(string token)
    {
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var response = await client.GetAsync("/api/v1/apps/verify_credentials");
        return (int)response.StatusCode;
    }
}
