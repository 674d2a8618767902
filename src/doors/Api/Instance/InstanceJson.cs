using Plaza.Api.Wire;

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
    ContactJson Contact)
{
    public string Version => Limits.Version;

    public string SourceUrl => "";

    public IReadOnlyList<string> Icon { get; } = [];

    public IReadOnlyList<string> Languages { get; } = ["en"];

    public ApiVersionsJson ApiVersions { get; } = new(Limits.MastodonApi);

    public IReadOnlyList<string> Rules { get; } = [];

    public static InstanceJson From(ApiOptions place, Addresses at, Counted counted) => new(
        at.Domain,
        place.Name,
        place.Description,
        new(new(counted.ActiveMonth)),
        new(at.Icon),
        new(new UrlsJson(at.Streaming, at.At("/about"))),
        new(place.Registrations is Api.Registrations.Open, at.At("/signup")),
        new(place.ContactEmail));
}

internal sealed record UsageJson(UsersJson Users);

internal sealed record UsersJson(int ActiveMonth);

internal sealed record ThumbnailJson(string Url)
{
    public string? Blurhash => null;
}

internal sealed record RegistrationsJson(bool Enabled, string Url)
{
    public bool ApprovalRequired => false;

    public bool ReasonRequired => false;

    public string? Message => null;

    public int? MinAge => null;
}

internal sealed record ContactJson(string Email)
{
    public string? Account => null;
}

internal sealed record ApiVersionsJson(int Mastodon);
