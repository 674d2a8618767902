namespace Plaza.Tests.Support;

/// <summary>An author with a reply of each visibility to a post of their own, and one viewer of each kind.</summary>
public sealed class VisibilityFixture : IAsyncLifetime
{
    private readonly Dictionary<string, TestAccount> _people = [];
    private readonly Dictionary<string, PageClient> _browsers = [];

    public PlazaTestServer Server { get; private set; } = null!;

    public TestAccount Author => _people["author"];

    /// <summary>A public post, the parent of the replies.</summary>
    public string Root { get; private set; } = "";

    /// <summary>The replies by visibility, in the API's names.</summary>
    public Dictionary<string, string> Posts { get; } = [];

    public HttpClient As(string viewer) => _people.TryGetValue(viewer, out var person) ? person.Api : Server.Client();

    public PageClient BrowserOf(string viewer) => _browsers[viewer];

    public async ValueTask InitializeAsync()
    {
        Server = await PlazaTestServer.StartAsync();
        foreach (var name in (string[])["author", "follower", "mentioned", "stranger"])
        {
            _people[name] = await Server.CreateAccountAsync(name);
            _browsers[name] = (await LoginSession.AsAsync(Server, _people[name])).Browser;
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
