namespace Plaza.Tests.Support;

/// <summary>An author with an answer of each visibility to a post of their own, and one viewer of each kind.</summary>
public sealed class VisibilityFixture : IAsyncLifetime
{
    private readonly Dictionary<string, TestAccount> _people = [];
    private readonly Dictionary<string, Browser> _browsers = [];

    public PlazaTestServer Server { get; private set; } = null!;

    public TestAccount Author => _people["author"];

    /// <summary>A public post that the others answer.</summary>
    public string Root { get; private set; } = "";

    /// <summary>By visibility, in the API's words.</summary>
    public Dictionary<string, string> Posts { get; } = [];

    public HttpClient As(string viewer) => _people.TryGetValue(viewer, out var person) ? person.Api : Server.Client();

    public Browser BrowserOf(string viewer) => _browsers[viewer];

    public async ValueTask InitializeAsync()
    {
        Server = await PlazaTestServer.StartAsync();
        foreach (var name in (string[])["author", "follower", "mentioned", "stranger"])
        {
            _people[name] = await Server.CreateAccountAsync(name);
            _browsers[name] = (await SignIn.AsAsync(Server, _people[name])).Browser;
        }

        _browsers["nobody"] = new(Server);
        await _people["follower"].FollowAsync(Author);
        Root = (await Author.WriteAsync("read what I have to say")).Id;
        foreach (var visibility in (string[])["public", "unlisted", "private", "direct"])
        {
            var text = $"secret of {visibility} #watched @{_people["mentioned"].Handle}";
            Posts[visibility] = (await Author.WriteAsync(text, visibility, inReplyTo: Root)).Id;
        }

        await Server.QuietAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
            browser.Dispose();
        await Server.DisposeAsync();
    }
}
