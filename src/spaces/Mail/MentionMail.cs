using Plaza.Data;
using Plaza.Mail.Gateway;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>
/// Mails a mention to an account that may see the post, has not switched such mail off and has confirmed its address. The conditions are checked when
/// the mail is sent, so that later changes count.
/// </summary>
internal sealed class MentionMail(UserQueries users, AccountQueries accounts, PostQueries posts, SignedLinks links, MailComposer composer, MailSender sender)
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

        return await sender.SendAsync(Compose(user, reader, post), () => IsStillThereAsync(payload), ct);
    }

    private async Task<bool> IsStillThereAsync(MentionMailPayload payload) =>
        await posts.FindAsync(payload.Post, payload.Account, CancellationToken.None) is not null
        && await users.FindAsync(payload.Account, CancellationToken.None) is not null;

    private MailMessage Compose(UserView user, AccountView reader, PostView post)
    {
        var server = composer.Server;
        var unsubscribe = $"{server.PublicUrl}/unsubscribe/{links.Create(LinkPurpose.Unsubscribe, user.Account, "", LinkLifetime)}";

        return composer.Write(
            MailIds.Mention(post.Id.ToString(), user.Account.ToString()),
            new(user.Email, reader.Name),
            $"@{post.Author.Handle} mentioned you",
            [
                $"{post.Author.Name} (@{post.Author.Handle}) mentioned you on {server.Name}:",
                post.ContentWarning.Length > 0 ? $"[{post.ContentWarning}]" : post.Text,
                new("Open the post", $"{server.PublicUrl}/@{post.Author.Handle}/{post.Id}"),
                "If you want no more mail when somebody mentions you:",
                new("Unsubscribe", unsubscribe),
            ],
            MailHeader.List($"mentions.{composer.Domain}", new(unsubscribe)));
    }
}
