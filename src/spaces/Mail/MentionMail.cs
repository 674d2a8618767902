using Plaza.Data;
using Plaza.Mail.Gateway;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>
/// Tells somebody by mail that a post names them: if they may see it, want such mail, and have shown that the address is theirs.
/// All of that is asked when the mail goes out, so what changed meanwhile counts.
/// </summary>
internal sealed class MentionMail(UserQueries users, AccountQueries accounts, PostQueries posts, SignedLinks links, MailComposer letter, MailSender outbox)
    : IQueuedTask<MentionMailPayload>
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(3650);

    public static string Name => "mail.mention";

    public static IReadOnlyList<TimeSpan> RetryDelays => MailSender.Retries;

    public async Task<TaskResult> RunAsync(MentionMailPayload payload, CancellationToken ct)
    {
        var reader = await accounts.FindAsync(payload.Account, ct);
        if (reader is not { IsSuspended: false } || await users.FindAsync(payload.Account, ct) is not { } user)
            return TaskResult.Completed("not sent: the account is gone or suspended");

        if (!user.WantsMentionMail)
            return TaskResult.Completed("not sent: the user wants no such mail");

        if (!user.IsConfirmed)
            return TaskResult.Completed("not sent: the address is not confirmed");

        if (await posts.FindAsync(payload.Post, payload.Account, ct) is not { } post)
            return TaskResult.Completed("not sent: the post is gone, or the user may not see it");

        return await outbox.SendAsync(Compose(user, reader, post), () => IsStillThereAsync(payload), ct);
    }

    private async Task<bool> IsStillThereAsync(MentionMailPayload payload) =>
        await posts.FindAsync(payload.Post, payload.Account, CancellationToken.None) is not null
        && await users.FindAsync(payload.Account, CancellationToken.None) is not null;

    private MailMessage Compose(UserView user, AccountView reader, PostView post)
    {
        var place = letter.Place;
        var unsubscribe = $"{place.PublicUrl}/unsubscribe/{links.Create(LinkPurpose.Unsubscribe, user.Account, "", LinkLifetime)}";

        return letter.Write(
            MailIds.Mention(post.Id.ToString(), user.Account.ToString()),
            new(user.Email, reader.Name),
            $"@{post.Author.Handle} mentioned you",
            [
                $"{post.Author.Name} (@{post.Author.Handle}) mentioned you on {place.Name}:",
                post.ContentWarning.Length > 0 ? $"[{post.ContentWarning}]" : post.Text,
                new("Open the post", $"{place.PublicUrl}/@{post.Author.Handle}/{post.Id}"),
                "If you want no more mail when somebody mentions you:",
                new("Unsubscribe", unsubscribe),
            ],
            MailHeader.List($"mentions.{letter.Domain}", new(unsubscribe)));
    }
}
