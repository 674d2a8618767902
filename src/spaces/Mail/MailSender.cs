using Microsoft.Extensions.Logging;
using Plaza.Mail.Gateway;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>
/// Sends mails through the gateway and maps the outcome to a task result. The lane of the task is the circuit breaker of the mail server.
/// </summary>
internal sealed class MailSender(IMailGateway gateway, MailOptions options, ILogger<MailSender> logger)
{
    /// <summary>Long, since a wrong password must not be retried every few seconds: servers lock the account or block the address.</summary>
    private static readonly TimeSpan MaxBreak = TimeSpan.FromHours(1);

    /// <summary>Retry delays for greylisting and other 4xx replies: two days in total, then the task is dead-lettered.</summary>
    public static IReadOnlyList<TimeSpan> Retries { get; } =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <param name="message">The mail.</param>
    /// <param name="isStillDue">Called after sending: if the subject of the mail was deleted in the meantime, the stored copy is deleted too.</param>
    /// <param name="ct">Cancels until the transfer begins.</param>
    public async Task<TaskResult> SendAsync(MailMessage message, Func<Task<bool>> isStillDue, CancellationToken ct)
    {
        var (outcome, reply) = await gateway.SendAsync(message, ct);
        await DeleteUnlessDueAsync(message, isStillDue);

        return outcome switch
        {
            MailOutcome.Sent => TaskResult.Completed(reply),
            MailOutcome.TryLater => TaskResult.Retry(reply),
            MailOutcome.Unreachable => TaskResult.Unavailable(reply, options.RetryUnreachable, options.RetryUnreachable),
            MailOutcome.OperatorNeeded => TaskResult.Unavailable(reply, options.RetryUnreachable, MaxBreak),
            _ => TaskResult.Failed(reply),
        };
    }

    /// <summary>Throws nothing: the mail is sent, and an exception would send it again.</summary>
    private async Task DeleteUnlessDueAsync(MailMessage message, Func<Task<bool>> isStillDue)
    {
        var id = message.MessageId.Split('@')[0];
        try
        {
            if (!await isStillDue())
                gateway.Delete(id);
        }
        catch (Exception fault)
        {
            logger.CheckAfterSendingFailed(fault, id);
        }
    }
}
