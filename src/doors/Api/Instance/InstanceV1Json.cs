using Plaza.Api.Wire;
using Plaza.Contracts;
using Plaza.Queries.Statistics;

namespace Plaza.Api.Instance;

/// <summary>This server, as version 1 of the API tells of it: toot and old clients ask for this one.</summary>
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

    /// <summary>Links to streams, of which there are none yet.</summary>
    public IReadOnlyDictionary<string, string> Urls { get; } = new Dictionary<string, string>();

    /// <summary>Apps cannot sign people up; see <see cref="RegistrationsJson"/>.</summary>
    public bool Registrations => false;

    public bool ApprovalRequired => false;

    public bool InvitesEnabled => false;

    public string? ContactAccount => null;

    public IReadOnlyList<string> Rules { get; } = [];

    public static InstanceV1Json From(ServerOptions place, ApiUrls at, Totals totals) => new(
        at.Domain,
        place.Name,
        place.Description,
        place.ContactEmail,
        new(totals.Accounts, totals.Posts, 1),
        at.Icon,
        new(new UrlsJson(at.At("/about"))),
        [place.Language]);
}

internal sealed record InstanceStatsJson(int UserCount, long StatusCount, int DomainCount);
