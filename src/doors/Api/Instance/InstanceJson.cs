using Plaza.Api.Wire;
using Plaza.Contracts;
using Plaza.Queries.Statistics;

namespace Plaza.Api.Instance;

/// <summary>This server, as version 2 of the API tells of it.</summary>
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

    /// <summary>The page that says which software this is: it has no public repository yet.</summary>
    public string SourceUrl => Configuration.Urls.About;

    public IReadOnlyList<string> Icon { get; } = [];

    public ApiVersionsJson ApiVersions { get; } = new(InstanceLimits.MastodonApi);

    public IReadOnlyList<string> Rules { get; } = [];

    public static InstanceJson From(ServerOptions place, ApiUrls at, Totals totals) => new(
        at.Domain,
        place.Name,
        place.Description,
        new(new(totals.ActiveMonth)),
        new(at.Icon),
        new(new UrlsJson(at.At("/about"))),
        RegistrationsJson.Of(place, at),
        new(place.ContactEmail),
        [place.Language]);
}

internal sealed record UsageJson(UsersJson Users);

internal sealed record UsersJson(int ActiveMonth);

internal sealed record ThumbnailJson(string Url)
{
    public string? Blurhash => null;
}

/// <summary>
/// Sign-up through the API, which clients take <c>enabled</c> for, is not supported yet: whoever may sign up is led to the website.
/// </summary>
internal sealed record RegistrationsJson(string? Message, string? Url)
{
    public bool Enabled => false;

    public bool ApprovalRequired => false;

    public bool ReasonRequired => false;

    public int? MinAge => null;

    public static RegistrationsJson Of(ServerOptions place, ApiUrls at) => place.IsOpen
        ? new($"<p>Sign up on the website: <a href=\"{at.At("/signup")}\">{at.At("/signup")}</a></p>", at.At("/signup"))
        : new(null, null);
}

internal sealed record ContactJson(string Email)
{
    public string? Account => null;
}

internal sealed record ApiVersionsJson(int Mastodon);
