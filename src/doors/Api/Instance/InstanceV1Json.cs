using Plaza.Api.Wire;

namespace Plaza.Api.Instance;

/// <summary>This server, as version 1 of the API tells of it: toot and old clients ask for this one.</summary>
internal sealed record InstanceV1Json(
    string Uri,
    string Title,
    string Description,
    string Email,
    StreamingUrlJson Urls,
    InstanceStatsJson Stats,
    string Thumbnail,
    bool Registrations,
    ConfigurationJson Configuration)
{
    public string ShortDescription => Description;

    public string Version => Limits.Version;

    public IReadOnlyList<string> Languages { get; } = ["en"];

    public bool ApprovalRequired => false;

    public bool InvitesEnabled => false;

    public string? ContactAccount => null;

    public IReadOnlyList<string> Rules { get; } = [];

    public static InstanceV1Json From(ApiOptions place, Addresses at, Counted counted) => new(
        at.Domain,
        place.Name,
        place.Description,
        place.ContactEmail,
        new(at.Streaming),
        new(counted.Accounts, counted.Posts, 1),
        at.Icon,
        place.Registrations is Api.Registrations.Open,
        new(new UrlsJson(at.Streaming, at.At("/about"))));
}

internal sealed record StreamingUrlJson(string StreamingApi);

internal sealed record InstanceStatsJson(int UserCount, long StatusCount, int DomainCount);
