using Plaza.Contracts.Posts;

namespace Plaza.Api.Instance;

/// <summary>The limits that are announced to clients. The spaces enforce the same constants.</summary>
internal static class InstanceLimits
{
    public const string PlazaVersion = "0.1.0";

    /// <summary>
    /// The compatible Mastodon version, in semantic versioning with build metadata: masto 5 and twoot cannot parse Mastodon's usual form with
    /// parentheses.
    /// </summary>
    public const string Version = $"{MastodonVersion}+plaza-{PlazaVersion}";

    public const string MastodonVersion = "4.3.0";

    /// <summary>The API level of Mastodon 4.3. From 7 on clients expect quotes.</summary>
    public const int MastodonApi = 2;
}

internal sealed record ConfigurationJson(UrlsJson Urls)
{
    public ApiVapidJson Vapid { get; } = new("");

    public AccountLimitsJson Accounts { get; } = new(0, 0);

    public PostLimitsJson Statuses { get; } = new(PostLimits.MaxCharacters, 0, PostLimits.CharactersPerLink);

    public MediaLimitsJson MediaAttachments { get; } = new([], 0, 0, 0, 0, 0, 0);

    public PollLimitsJson Polls { get; } = new(0, 0, 0, 0);

    public TranslationJson Translation { get; } = new(false);

    public TimelinesAccessJson TimelinesAccess { get; } = new(FeedAccessJson.Public, FeedAccessJson.Public, FeedAccessJson.Public);

    /// <summary>True: there is no federation.</summary>
    public bool LimitedFederation => true;
}

/// <summary>Links to pages. <c>streaming</c> is left out until there is streaming, since clients reconnect forever to an announced URL.</summary>
internal sealed record UrlsJson(string About)
{
    public string? Status => null;

    public string? PrivacyPolicy => null;

    public string? TermsOfService => null;
}

/// <summary>Whether anonymous callers may read each kind of timeline.</summary>
internal sealed record TimelinesAccessJson(FeedAccessJson LiveFeeds, FeedAccessJson HashtagFeeds, FeedAccessJson TrendingLinkFeeds);

internal sealed record FeedAccessJson(string Local, string Remote)
{
    public static FeedAccessJson Public { get; } = new("public", "disabled");
}

internal sealed record ApiVapidJson(string PublicKey);

internal sealed record AccountLimitsJson(int MaxFeaturedTags, int MaxPinnedStatuses);

internal sealed record PostLimitsJson(int MaxCharacters, int MaxMediaAttachments, int CharactersReservedPerUrl);

internal sealed record MediaLimitsJson(
    IReadOnlyList<string> SupportedMimeTypes,
    int DescriptionLimit,
    int ImageSizeLimit,
    int ImageMatrixLimit,
    int VideoSizeLimit,
    int VideoFrameRateLimit,
    int VideoMatrixLimit);

internal sealed record PollLimitsJson(int MaxOptions, int MaxCharactersPerOption, int MinExpiration, int MaxExpiration);

internal sealed record TranslationJson(bool Enabled);
