using Plaza.Contracts.Authentication;

namespace Plaza.Tests.Support;

/// <summary>A server without any other activity, so that a test can assert that nothing changed.</summary>
public sealed class IsolatedServerFixture : IAsyncLifetime
{
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, string> _tokens = [];

    public PlazaTestServer Server { get; private set; } = null!;

    /// <summary>Replaces placeholders such as <c>{post}</c> and <c>{client}</c> by ids and secrets.</summary>
    public string Fill(string text) => _names.Aggregate(text, (filled, name) => filled.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));

    /// <returns>The token of <c>ada</c>, <c>bob</c>, an <c>app</c>, or a <c>reader</c> without write scopes; null for an anonymous caller.</returns>
    public string? TokenOf(string who) => _tokens.GetValueOrDefault(who);

    public async ValueTask InitializeAsync()
    {
        Server = await PlazaTestServer.StartAsync();
        var (ada, bob) = (await Server.CreateAccountAsync("ada"), await Server.CreateAccountAsync("bob"));
        var app = await ClientApp.RegisterAsync(Server, scopes: "read");
        using var appToken = await app.AppTokenAsync();

        _tokens["ada"] = ada.Token;
        _tokens["bob"] = bob.Token;
        _tokens["app"] = (await appToken.JsonAsync()).Text("access_token");
        _tokens["reader"] = (await Server.AskAsync(new IssueToken(ada.Account, "read"))).Secret;
        _tokens["invented"] = "s2EIk7IUqpXa5l3wwSyumVxcpvayTdACELAH9ztunQ4";

        _names["ada"] = ada.Account.ToString();
        _names["bob"] = bob.Account.ToString();
        _names["post"] = (await bob.WriteAsync("Bob's")).Id;
        _names["own"] = (await ada.WriteAsync("Ada's")).Id;
        _names["private"] = (await ada.WriteAsync("Ada's", "private")).Id;
        _names["hidden"] = (await bob.WriteAsync("Bob's own", "direct")).Id;
        _names["handle"] = ada.Handle;
        _names["client"] = app.Id;
        _names["secret"] = app.Secret;
        await Server.QuietAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
