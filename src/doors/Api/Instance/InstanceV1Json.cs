using Plaza.Api.Json;
using Plaza.Contracts;
using Plaza.Queries.Statistics;

namespace Plaza.Api.Instance;

/// <summary>The description of this server in version 1 of Mastodon's API, which toot and old clients request.</summary>
internal sealed record InstanceV1Json(
    string Uri,
    string Title,
    string Description,
    string Email,
    InstanceStatsJson Stats,
    string Thumbnail,
    ConfigurationJson Configuration,
    IReadOnlyList<string> Languages)
{
    public string ShortDescription => Description;

    public string Version => InstanceLimits.Version;

    /// <summary>Streaming URLs; empty, since there is no streaming yet.</summary>
    public IReadOnlyDictionary<string, string> Urls { get; } = new Dictionary<string, string>();

    /// <summary>False: apps cannot sign users up; see <see cref="RegistrationsJson"/>.</summary>
    public bool Registrations => false;

    public bool ApprovalRequired => false;

    public bool InvitesEnabled => false;

    public string? ContactAccount => null;

    public IReadOnlyList<string> Rules { get; } = [];

    public static InstanceV1Json From(ServerOptions server, ApiUrls urls, Totals totals) => new(
        urls.Domain,
        server.Name,
        server.Description,
        server.ContactEmail,
        new(totals.Accounts, totals.Posts, 1),
        urls.Icon,
        new(new UrlsJson(urls.At("/about"))),
        [server.Language]);
}

internal sealed record InstanceStatsJson(int UserCount, long StatusCount, int DomainCount);
