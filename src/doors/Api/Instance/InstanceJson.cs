using Plaza.Api.Json;
using Plaza.Contracts;
using Plaza.Queries.Statistics;

namespace Plaza.Api.Instance;

/// <summary>The description of this server in version 2 of Mastodon's API.</summary>
internal sealed record InstanceJson(
    string Domain,
    string Title,
    string Description,
    UsageJson Usage,
    ThumbnailJson Thumbnail,
    ConfigurationJson Configuration,
    RegistrationsJson Registrations,
    ContactJson Contact,
    IReadOnlyList<string> Languages)
{
    public string Version => InstanceLimits.Version;

    /// <summary>Plaza has no public repository yet, so this is the page about the server, which names the software.</summary>
    public string SourceUrl => Configuration.Urls.About;

    public IReadOnlyList<string> Icon { get; } = [];

    public ApiVersionsJson ApiVersions { get; } = new(InstanceLimits.MastodonApi);

    public IReadOnlyList<string> Rules { get; } = [];

    public static InstanceJson From(ServerOptions server, ApiUrls urls, Totals totals) => new(
        urls.Domain,
        server.Name,
        server.Description,
        new(new(totals.ActiveMonth)),
        new(urls.Icon),
        new(new UrlsJson(urls.At("/about"))),
        RegistrationsJson.Of(server, urls),
        new(server.ContactEmail),
        [server.Language]);
}

internal sealed record UsageJson(UsersJson Users);

internal sealed record UsersJson(int ActiveMonth);

internal sealed record ThumbnailJson(string Url)
{
    public string? Blurhash => null;
}

/// <summary>
/// Clients take <c>enabled</c> as "sign-up through the API", which is not supported, so it is false; <paramref name="Url"/> leads to the sign-up
/// page.
/// </summary>
internal sealed record RegistrationsJson(string? Message, string? Url)
{
    public bool Enabled => false;

    public bool ApprovalRequired => false;

    public bool ReasonRequired => false;

    public int? MinAge => null;

    public static RegistrationsJson Of(ServerOptions server, ApiUrls urls) => server.IsOpen
        ? new($"<p>Sign up on the website: <a href=\"{urls.At("/signup")}\">{urls.At("/signup")}</a></p>", urls.At("/signup"))
        : new(null, null);
}

internal sealed record ContactJson(string Email)
{
    public string? Account => null;
}

internal sealed record ApiVersionsJson(int Mastodon);
