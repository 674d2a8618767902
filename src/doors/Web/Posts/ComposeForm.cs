using System.Security.Cryptography;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Queries.Posts;

namespace Plaza.Web.Posts;

/// <summary>The form for a new post or reply.</summary>
internal sealed record ComposeForm(string Handle)
{
    public string Label { get; init; } = "What is going on?";

    public string Text { get; init; } = "";

    public string ContentWarning { get; init; } = "";

    public string Visibility { get; init; } = "public";

    public PostId? InReplyTo { get; init; }

    /// <summary>128 random bits for each rendered form: a form that is sent twice publishes one post.</summary>
    public string Key { get; init; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public bool IsReply => InReplyTo is not null;

    /// <summary>
    /// A reply mentions all accounts of the conversation. Its visibility is the stricter one of the parent's and of the visitor's default, as in
    /// Mastodon's web app.
    /// </summary>
    public static ComposeForm Reply(PostView parent, string handle, Visibility byDefault)
    {
        var named = parent.Mentions.Select(account => account.Handle).Prepend(parent.Author.Handle)
            .Where(other => other != handle)
            .Distinct(StringComparer.Ordinal);

        return new(handle)
        {
            Label = parent.Author.Handle == handle ? "Continue your thread" : $"Your reply to @{parent.Author.Handle}",
            Text = string.Concat(named.Select(other => $"@{other} ")),
            ContentWarning = parent.ContentWarning,
            Visibility = VisibilityOption.Stricter(parent.Visibility, byDefault).Value,
            InReplyTo = parent.Id,
        };
    }

    /// <summary>The same form, filled with the submitted values.</summary>
    public ComposeForm With(PostForm typed) => this with { Text = typed.Text, ContentWarning = typed.ContentWarning, Visibility = typed.Visibility, Key = typed.Key };
}
