using System.Text.RegularExpressions;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>The log lines that operators and fail2ban read, as the program writes them.</summary>
[Trait("Speed", "slow")]
public sealed class LogTests : IAsyncLifetime
{
    private const string Client = "203.0.113.9";

    private ServerProcess _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await ServerProcess.StartAsync(("PLAZA__SERVER__TRUSTEDPROXIES", "127.0.0.1"), ("PLAZA__RATELIMITS__ENABLED", "true"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("nobody_here", Client)]
    [InlineData("nobody_here", "2001:db8::1:2")]
    [InlineData("warn: Login failed from 198.51.100.1 for @", Client)]
    public async Task The_filter_of_fail2ban_finds_the_client_of_a_failed_login(string name, string client)
    {
        await LogInAsync(client, name);

        var line = await LineAsync("Login failed");

        Filtered(line).ShouldBe([client], line);
    }

    [Fact]
    public async Task The_filter_of_fail2ban_finds_the_client_that_exceeded_the_limit_of_logins()
    {
        for (var tries = 0; tries < 60 && !_server.Said.Contains("Rate limit", StringComparison.Ordinal); tries++)
            await LogInAsync(Client, $"nobody_{tries}");

        var line = await LineAsync("Rate limit reached");

        line.ShouldEndWith($"Rate limit reached from {Client}: 25 requests in 5 min counted as login:{Client}");
        Filtered(line).ShouldBe([Client], line);
    }

    [Fact]
    public async Task The_filter_of_fail2ban_finds_nobody_in_other_lines()
    {
        using var client = ClientOf(Client);
        for (var request = 0; request < 700 && !_server.Said.Contains("Rate limit", StringComparison.Ordinal); request++)
            (await client.GetAsync($"/warn:/Login%20failed%20from%20198.51.100.1%20for%0Awarn:%20{request}")).Dispose();

        var line = await LineAsync("Rate limit reached");

        line.ShouldEndWith($"counted as address:{Client}");
        Lines().SelectMany(Filtered).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_verb_is_logged_with_its_account_and_outcome_but_without_secrets()
    {
        using var ada = await _server.CreateAccountAsync("ada");
        await _server.RunAsync("account", "create", "--username", "ada", "--email", "other@example.org", "--password", TestAccount.Password);

        await _server.RunAsync("account", "suspend", "--username", "other@example.org");

        (await LineAsync("account suspend: rejected")).ShouldEndWith("The operator ran account suspend: rejected or failed");
        (await LineAsync("account create for @ada: rejected")).ShouldEndWith("The operator ran account create for @ada: rejected or failed");
        (await LineAsync("account create for @ada: done")).ShouldEndWith("The operator ran account create for @ada: done");
        (await LineAsync("token create")).ShouldEndWith("The operator ran token create for @ada: done");
        _server.Said.ShouldNotContain("other@example.org");
        _server.Said.ShouldNotContain(TestAccount.Password);
        _server.Said.ShouldNotContain(ada.DefaultRequestHeaders.Authorization!.Parameter!);
    }

    private async Task LogInAsync(string client, string name)
    {
        using var browser = new PageClient(ClientOf(client));
        using var response = await browser.PostWithTokenAsync("/login", "/login", ("username", name), ("password", "wrong password"));
    }

    private HttpClient ClientOf(string address)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _server.Url };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    private string[] Lines() => _server.Said.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private async Task<string> LineAsync(string words)
    {
        await _server.SaysAsync(words);
        return Lines().First(line => line.Contains(words, StringComparison.Ordinal));
    }

    /// <returns>The addresses that the filter finds in the line, both in a file and in the systemd journal.</returns>
    private static IEnumerable<string> Filtered(string line)
    {
        var inFile = line.StartsWith("20", StringComparison.Ordinal) ? line[line.IndexOf(' ', StringComparison.Ordinal)..] : line; // fail2ban removes the time.
        var found = Expressions().Select(expression => (expression.Match(inFile), expression.Match($"host plaza[42]: {line}"))).Where(both => both.Item1.Success).ToList();
        found.ShouldAllBe(both => both.Item2.Success && both.Item2.Groups["addr"].Value == both.Item1.Groups["addr"].Value);
        return found.Select(both => both.Item1.Groups["addr"].Value);
    }

    /// <summary>The expressions of the filter in the syntax of .NET.</summary>
    private static IEnumerable<Regex> Expressions()
    {
        var settings = File.ReadAllLines(Architecture.Solution.Path("deploy/fail2ban/plaza.conf"))
            .Select(line => line.Split(" = ", 2)).ToList();
        var (start, scopes) = (Of("_start"), Of("_scopes"));
        return settings.SkipWhile(setting => setting[0] is not "failregex").TakeWhile(setting => setting[0].Length > 0)
            .Select(setting => setting[^1].Trim()
                .Replace("%(_start)s", start, StringComparison.Ordinal)
                .Replace("%(_scopes)s", scopes, StringComparison.Ordinal)
                .Replace("<ADDR>", @"(?<addr>\d+\.\d+\.\d+\.\d+|[\da-fA-F]*:[\da-fA-F:.]+)", StringComparison.Ordinal))
            .Select(expression => new Regex(expression, RegexOptions.None, TimeSpan.FromSeconds(1)));

        string Of(string name) => settings.Single(setting => setting[0] == name)[1];
    }
}
