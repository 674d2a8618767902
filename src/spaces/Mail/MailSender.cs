using Microsoft.Extensions.Logging;
using Plaza.Mail.Gateway;
using Plaza.Spaces.Tasks;

namespace Plaza.Mail;

/// <summary>Hands mails to the gateway and says what that means for the task: the task manager is the circuit breaker before the mail server.</summary>
internal sealed class MailSender(IMailGateway gateway, MailOptions options, ILogger<MailSender> logger)
{
    /// <summary>A wrong password must not be tried every few seconds: servers lock the account or block the address.</summary>
    private static readonly TimeSpan MaxBreak = TimeSpan.FromHours(1);

    /// <summary>For greylisting and other passing refusals: for two days, then the operator is asked.</summary>
    public static IReadOnlyList<TimeSpan> Retries { get; } =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <param name="message">What to send.</param>
    /// <param name="isStillDue">Asked once it is sent: what it is about may have been deleted meanwhile, and then nothing of it shall be kept.</param>
    /// <param name="ct">Cancels what the server has not been given yet.</param>
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

    /// <summary>Throws nothing: the mail is sent, and an exception would have it sent again.</summary>
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
