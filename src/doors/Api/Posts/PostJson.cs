using System.Text.Json.Serialization;
using Plaza.Api.Accounts;
using Plaza.Contracts.Ids;
using Plaza.Data.Views;

namespace Plaza.Api.Posts;

/// <summary>A post, which Mastodon calls a status, or a boost with the post that it passes on in <see cref="Reblog"/>.</summary>
internal sealed record PostJson
{
    public required PostId Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required PostId? InReplyToId { get; init; }

    public required AccountId? InReplyToAccountId { get; init; }

    public required bool Sensitive { get; init; }

    public required string SpoilerText { get; init; }

    public required string Visibility { get; init; }

    public required string? Language { get; init; }

    public required string Uri { get; init; }

    public required string Url { get; init; }

    public required int RepliesCount { get; init; }

    public required int ReblogsCount { get; init; }

    public required int FavouritesCount { get; init; }

    public DateTimeOffset? EditedAt => null;

    public required string Content { get; init; }

    /// <summary>As typed; only in the answer to a deletion, so that the client can offer to write it anew.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    public required PostJson? Reblog { get; init; }

    public required ApplicationJson? Application { get; init; }

    public required AccountJson Account { get; init; }

    public IReadOnlyList<string> MediaAttachments { get; } = [];

    public required IReadOnlyList<MentionJson> Mentions { get; init; }

    public required IReadOnlyList<PostTagJson> Tags { get; init; }

    public IReadOnlyList<string> Emojis { get; } = [];

    public string? Card => null;

    public string? Poll => null;

    /// <summary>This and what follows is only for users.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Favourited { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Reblogged { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Muted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Bookmarked { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Pinned { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Filtered { get; init; }
}

internal sealed record ApplicationJson(string Name, string? Website);

internal sealed record MentionJson(AccountId Id, string Username, string Url, string Acct);

internal sealed record PostTagJson(string Name, string Url);
