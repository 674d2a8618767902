using System.Text.Json.Serialization;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;

namespace Plaza.Api.Accounts;

/// <summary>An account, with all fields that clients decode as required.</summary>
internal sealed record AccountJson
{
    public required AccountId Id { get; init; }

    public required string Username { get; init; }

    public required string Acct { get; init; }

    public required string DisplayName { get; init; }

    public bool Locked => false;

    public bool Bot => false;

    public bool Discoverable => true;

    public bool Indexable => false;

    public bool Group => false;

    /// <summary>Rounded down to the day, as Mastodon does for privacy.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required string Note { get; init; }

    public required string Url { get; init; }

    public required string Uri { get; init; }

    public required string Avatar { get; init; }

    public string AvatarStatic => Avatar;

    public required string Header { get; init; }

    public string HeaderStatic => Header;

    public required int FollowersCount { get; init; }

    public required int FollowingCount { get; init; }

    public required int StatusesCount { get; init; }

    public required DateOnly? LastStatusAt { get; init; }

    public bool HideCollections => false;

    public bool Noindex => false;

    public IReadOnlyList<string> Emojis { get; } = [];

    public IReadOnlyList<string> Roles { get; } = [];

    public IReadOnlyList<string> Fields { get; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Suspended { get; init; }

    /// <summary>Set only in responses to the owner of the account.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SourceJson? Source { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoleJson? Role { get; init; }

    /// <summary>The account as everyone sees it. Name, bio and counts of a suspended account are left out.</summary>
    public static AccountJson From(AccountView account, ApiUrls urls) => new()
    {
        Id = account.Id,
        Username = account.Handle,
        Acct = account.Handle,
        DisplayName = account.IsSuspended ? "" : account.Name,
        CreatedAt = new(account.CreatedAt.UtcDateTime.Date, TimeSpan.Zero),
        Note = account.IsSuspended ? "" : urls.Absolute(account.BioHtml),
        Url = urls.Of(account),
        Uri = urls.Of(account),
        Avatar = urls.PictureOf(account),
        Header = urls.PictureOf(account),
        FollowersCount = account.IsSuspended ? 0 : account.Followers,
        FollowingCount = account.IsSuspended ? 0 : account.Following,
        StatusesCount = account.IsSuspended ? 0 : account.Posts,
        LastStatusAt = account is { LastPostAt: { } last, IsSuspended: false } ? DateOnly.FromDateTime(last.UtcDateTime) : null,
        Suspended = account.IsSuspended ? true : null,
    };

    /// <summary>The account as its owner sees it.</summary>
    public static AccountJson OfUser(AccountView account, ApiUrls urls, string language) => From(account, urls) with
    {
        Source = SourceJson.Of(account, language),
        Role = RoleJson.Of(account),
    };
}
