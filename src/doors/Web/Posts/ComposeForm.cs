using System.Security.Cryptography;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Posts;

namespace Plaza.Web.Posts;

/// <summary>The box that a post is written in.</summary>
internal sealed record ComposeForm(string Handle)
{
    public string Label { get; init; } = "What is going on?";

    public string Text { get; init; } = "";

    public string ContentWarning { get; init; } = "";

    public string Visibility { get; init; } = "public";

    public PostId? InReplyTo { get; init; }

    /// <summary>128 random bits for each page shown: a form that is sent twice makes one post.</summary>
    public string Key { get; init; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public bool IsReply => InReplyTo is not null;

    /// <summary>An answer names everyone in the conversation, and is seen by no more people than what it answers.</summary>
    public static ComposeForm Reply(PostView answered, string handle)
    {
        var named = answered.Mentions.Select(account => account.Handle).Prepend(answered.Author.Handle)
            .Where(other => other != handle)
            .Distinct(StringComparer.Ordinal);

        return new(handle)
        {
            Label = answered.Author.Handle == handle ? "Go on" : $"Your reply to @{answered.Author.Handle}",
            Text = string.Concat(named.Select(other => $"@{other} ")),
            ContentWarning = answered.ContentWarning,
            Visibility = VisibilityOption.Of(answered.Visibility).Value,
            InReplyTo = answered.Id,
        };
    }

    /// <summary>Keeps what was typed.</summary>
    public ComposeForm With(PostForm typed) => this with { Text = typed.Text, ContentWarning = typed.ContentWarning, Visibility = typed.Visibility, Key = typed.Key };
}
