using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>What is logged of failed logins, and of limits that are reached: the client's IP address, never an e-mail address or a password.</summary>
public sealed class SecurityLogTests : IAsyncLifetime
{
    private const int MaxFailures = 25;
    private const string Client = "203.0.113.9";

    private readonly RecordingLoggerProvider _log = new();
    private PlazaTestServer _plaza = null!;

    public async ValueTask InitializeAsync()
    {
        _plaza = await PlazaTestServer.StartAsync(
            new StoppedClock(), ("RateLimits:Enabled", "true"), ("Server:TrustedProxies", "127.0.0.1"), ("Logging:LogLevel:Default", "Warning"));
        _plaza.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
    }

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Theory]
    [InlineData("{0}", "@{0}")]
    [InlineData(" @{0}", "@{0}")]
    [InlineData("{0}@example.org", "@{0}")]
    [InlineData("Nobody_Here", "a name that is not logged")]
    [InlineData("nobody@example.org", "a name that is not logged")]
    [InlineData("nobody from 198.51.100.1 for @x", "a name that is not logged")]
    [InlineData("a_handle_has_at_most_thirty_characters", "a name that is not logged")]
    [InlineData("", "a name that is not logged")]
    public async Task Each_failed_login_is_one_line_with_the_address_and_the_handle(string name, string logged)
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        await FailAsync(string.Format(null, name, ada.Handle));

        _log.Lines.ShouldBe([$"Login failed from {Client} for {string.Format(null, logged, ada.Handle)}"]);
    }

    [Fact]
    public async Task A_name_that_is_too_long_to_exist_is_a_failed_login_too()
    {
        await FailAsync(new string('x', 255));

        _log.Lines.ShouldBe([$"Login failed from {Client} for a name that is not logged"]);
    }

    [Fact]
    public async Task A_login_that_succeeds_is_not_logged_as_failed()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        await _plaza.AskAsync(new LogIn(ada.Handle, TestAccount.Password, "") { Address = Client });

        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_limit_of_failed_logins_is_logged_once_an_hour_however_many_follow()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        for (var tries = 0; tries < MaxFailures + 10; tries++)
            await FailAsync(ada.Handle);

        _log.Lines.Count(line => line == $"Login failed from {Client} for @{ada.Handle}").ShouldBe(MaxFailures);
        _log.Lines.Skip(MaxFailures).ShouldBe([$"Login limit reached from {Client}: 25 failed attempts this hour for a name that is not logged"]);
    }

    [Fact]
    public async Task A_limit_of_wrong_passwords_in_a_session_is_logged_once()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        for (var tries = 0; tries < MaxFailures + 10; tries++)
        {
            try
            {
                await _plaza.AskAsync(new VerifyPassword(ada.Account, "wrong password"));
            }
            catch (RequestRejectedException)
            {
                // Over the limit.
            }
        }

        _log.Lines.ShouldBe([$"Login limit reached from a session: 25 failed attempts this hour for account {ada.Account}"]);
    }

    [Fact]
    public async Task A_rate_limit_is_logged_once_in_a_window_with_the_address_of_the_client()
    {
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "2001:db8::1:2");

        for (var request = 0; request < 330; request++)
            (await client.GetAsync("/about")).Dispose();

        _log.Lines.ShouldBe(["Rate limit reached from 2001:db8::1:2: 300 requests in 5 min counted as address:20010DB800000000"]);
    }

    [Fact]
    public async Task A_rate_limit_of_a_user_is_logged_although_the_token_has_reached_its_own_before()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        ada.Api.DefaultRequestHeaders.Add("X-Forwarded-For", Client);
        var counter = _plaza.Services.GetRequiredService<Http.RateLimits.RequestCounter>();
        for (var request = 0; request < 1_190; request++)
            counter.Count($"user:{ada.Account}", new(1_500, TimeSpan.FromMinutes(5)));

        for (var request = 0; request < 330; request++)
            (await ada.Api.GetAsync("/api/v1/preferences")).Dispose();

        _log.Lines.Count.ShouldBe(2);
        _log.Lines[0].ShouldStartWith($"Rate limit reached from {Client}: 300 requests in 5 min counted as token:");
        _log.Lines[1].ShouldBe($"Rate limit reached from {Client}: 1500 requests in 5 min counted as user:{ada.Account}");
    }

    [Fact]
    public async Task Many_invalid_tokens_of_an_address_are_logged_once()
    {
        using var client = _plaza.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", Client);
        for (var number = 0; number < 330; number++)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", $"invented{number}");
            (await client.GetAsync("/api/v1/preferences")).Dispose();
        }

        _log.Lines.ShouldContain($"Rate limit reached from {Client}: 300 requests in 5 min counted as lookup:{Client}");
        _log.Lines.Count.ShouldBeLessThanOrEqualTo(2, "one for the look-ups, one for the address");
    }

    private async Task FailAsync(string name) =>
        await Should.ThrowAsync<RequestRejectedException>(async () => await _plaza.AskAsync(new LogIn(name, "wrong password", "") { Address = Client }));
}
