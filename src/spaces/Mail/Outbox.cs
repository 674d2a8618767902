using Plaza.Mail.Gateway;
using Plaza.Spaces.Tasks;
using Polly;
using Polly.CircuitBreaker;

namespace Plaza.Mail;

/// <summary>
/// Hands mails to the gateway behind a circuit breaker: while the mail server cannot be reached, mails wait without using
/// up their tries, and one at a time finds out whether it is back.
/// </summary>
internal sealed class Outbox(IMailGateway gateway, MailOptions options, TimeProvider clock)
{
    private readonly ResiliencePipeline<MailResult> _breaker = new ResiliencePipelineBuilder<MailResult> { TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<MailResult>
        {
            FailureRatio = 0.5,
            MinimumThroughput = 2,
            SamplingDuration = TimeSpan.FromMinutes(1),
            BreakDuration = options.RetryUnreachable,
            ShouldHandle = static outcome => ValueTask.FromResult(outcome.Outcome.Result is { Outcome: MailOutcome.Unreachable or MailOutcome.OperatorNeeded }),
        })
        .Build();

    /// <param name="message">What to send.</param>
    /// <param name="isStillDue">Asked once it is sent: what it is about may have been deleted meanwhile, and then nothing of it shall be kept.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<TaskOutcome> SendAsync(MailMessage message, Func<Task<bool>> isStillDue, CancellationToken ct)
    {
        var outcome = await SendAsync(message, ct);
        if (!await isStillDue())
            gateway.Forget(message.MessageId.Split('@')[0]);

        return outcome;
    }

    private async Task<TaskOutcome> SendAsync(MailMessage message, CancellationToken ct)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        var sent = await _breaker.ExecuteOutcomeAsync(
            static async (context, state) => Outcome.FromResult(await state.gateway.SendAsync(state.message, context.CancellationToken)),
            context,
            (gateway, message));
        ResilienceContextPool.Shared.Return(context);
        ct.ThrowIfCancellationRequested();

        return sent switch
        {
            { Exception: BrokenCircuitException } => TaskOutcome.Postponed("the mail server cannot be reached; waiting", options.RetryUnreachable),
            { Result: { Outcome: MailOutcome.Sent } result } => TaskOutcome.Done(result.Reply),
            { Result: { Outcome: MailOutcome.TryLater } result } => TaskOutcome.TryAgain(result.Reply),
            { Result: { Outcome: MailOutcome.Refused } result } => TaskOutcome.Failed(result.Reply),
            { Result: { Outcome: MailOutcome.Unreachable or MailOutcome.OperatorNeeded } result } => TaskOutcome.Postponed(result.Reply, options.RetryUnreachable),
            _ => TaskOutcome.TryAgain(sent.Exception?.Message ?? "the gateway gave no answer"),
        };
    }

    /// <summary>For greylisting and other passing refusals: for two days, then the operator is asked.</summary>
    public static IReadOnlyList<TimeSpan> Retries { get; } =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];
}
