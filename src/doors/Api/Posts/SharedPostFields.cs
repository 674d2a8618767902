using System.Text.Json.Serialization;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Posts;

/// <summary>
/// The fields of a Mastodon status that are the same for every viewer. <see cref="PostWriter"/> adds the rest: account, reblog, the ids of the
/// replied-to post, and the flags of the viewer.
/// </summary>
internal sealed record SharedPostFields
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

/// <summary>Which accounts may quote a post.</summary>
internal sealed record QuoteApprovalJson(IReadOnlyList<string> Automatic, IReadOnlyList<string> Manual, string CurrentUser)
{
    /// <summary>Quotes are denied to all: they are not supported yet.</summary>
    public static QuoteApprovalJson Nobody { get; } = new([], [], "denied");
}

internal sealed record ApplicationJson(string Name, string? Website);

internal sealed record MentionJson(AccountId Id, string Username, string Url, string Acct);

internal sealed record PostTagJson(string Name, string Url);
