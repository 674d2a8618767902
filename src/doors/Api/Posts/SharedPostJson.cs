using System.Text.Json.Serialization;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Posts;

/// <summary>
/// What is the same of a post for every viewer: all fields of a Mastodon status but account, reblog, what it answers, and what the
/// viewer has done with it, which <see cref="PostWriter"/> adds.
/// </summary>
internal sealed record SharedPostJson
{
    public required PostId Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

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

    public required ApplicationJson? Application { get; init; }

    public IReadOnlyList<string> MediaAttachments { get; } = [];

    public required IReadOnlyList<MentionJson> Mentions { get; init; }

    public required IReadOnlyList<PostTagJson> Tags { get; init; }

    public IReadOnlyList<string> Emojis { get; } = [];

    public string? Card => null;

    public string? Poll => null;

    public string? Quote => null;

    public int QuotesCount => 0;

    public QuoteApprovalJson QuoteApproval { get; } = QuoteApprovalJson.Nobody;
}

/// <summary>Who may quote a post.</summary>
internal sealed record QuoteApprovalJson(IReadOnlyList<string> Automatic, IReadOnlyList<string> Manual, string CurrentUser)
{
    /// <summary>Quotes are not supported yet.</summary>
    public static QuoteApprovalJson Nobody { get; } = new([], [], "denied");
}

internal sealed record ApplicationJson(string Name, string? Website);

internal sealed record MentionJson(AccountId Id, string Username, string Url, string Acct);

internal sealed record PostTagJson(string Name, string Url);
