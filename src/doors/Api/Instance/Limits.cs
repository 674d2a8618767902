using Plaza.Contracts.Posts;

namespace Plaza.Api.Instance;

/// <summary>What is announced and kept to. The Posts space counts the characters.</summary>
internal static class Limits
{
    public const string Version = "4.5.0 (compatible; Plaza 0.1.0)";
    public const string PlazaVersion = "0.1.0";

    /// <summary>The API level of Mastodon 4.3. From 7 on clients expect quotes.</summary>
    public const int MastodonApi = 2;
}

internal sealed record ConfigurationJson(UrlsJson Urls)
{
    public ApiVapidJson Vapid { get; } = new("");

    public AccountLimitsJson Accounts { get; } = new(0, 0);

    public PostLimitsJson Statuses { get; } = new(PublishPost.MostCharacters, 0, 23);

    public MediaLimitsJson MediaAttachments { get; } = new([], 0, 0, 0, 0, 0, 0);

    public PollLimitsJson Polls { get; } = new(0, 0, 0, 0);

    public TranslationJson Translation { get; } = new(false);
}

internal sealed record UrlsJson(string Streaming, string About);

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
