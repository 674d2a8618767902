using Plaza.Contracts.Authentication;
using Plaza.Contracts.Mail;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.Statistics;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;

namespace Plaza.Statistics;

/// <summary>Counts the activity of each day in UTC. Today's numbers follow the journal; those of any day can be recalculated from it.</summary>
internal sealed class StatisticsSpace(ActivityCounter counter, StatisticsRecalculator recalculator, Committer committer) : Space(StatisticsSpace.Subscription)
{
    private const string Subscription = "statistics";

    private long _counted;

    protected override void Configure(SpaceBuilder space) => space
        .On<SignedUp>(CountAsync, Delivery.Durable(Subscription, JournalStart.Beginning))
        .On<PostPublished>(CountAsync, Delivery.Durable(Subscription))
        .On<PostBoosted>(CountAsync, Delivery.Durable(Subscription))
        .On<PostFavourited>(CountAsync, Delivery.Durable(Subscription))
        .On<AccountFollowed>(CountAsync, Delivery.Durable(Subscription))
        .On<EmailConfirmed>(CountAsync, Delivery.Durable(Subscription))
        .On<LoggedIn>(CountAsync, Delivery.Durable(Subscription))
        .On<TokenIssued>(CountAsync, Delivery.Durable(Subscription))
        .On<PasswordChanged>(CountAsync, Delivery.Durable(Subscription))
        .On<ProfileChanged>(CountAsync, Delivery.Durable(Subscription))
        .On<MailPreferenceChanged>(CountAsync, Delivery.Durable(Subscription))
        .On<NotificationDismissed>(CountAsync, Delivery.Durable(Subscription))
        .On<NotificationsCleared>(CountAsync, Delivery.Durable(Subscription))
        .Handles<RecomputeStatistics, int>(async (command, ct) => await recalculator.RecalculateAsync(command.From, command.To, ct))
        .Runs<NightlyStatistics>();

    /// <summary>
    /// Counts up to the event in the write request that moves the cursor. If many entries that this space does not subscribe to precede it, they are
    /// counted first, in batches with their own write requests.
    /// </summary>
    private async ValueTask CountAsync<TEvent>(TEvent @event, EventContext context, CancellationToken ct)
        where TEvent : IEvent
    {
        if (context.Sequence - Volatile.Read(ref _counted) > Committer.BatchSize)
        {
            await committer.CommitInBatchesAsync(tx => counter.CountBatch(tx, context.Sequence - Committer.BatchSize), ct);
            Volatile.Write(ref _counted, context.Sequence - Committer.BatchSize);
        }

        context.EnlistEffect(tx =>
        {
            while (counter.CountBatch(tx, context.Sequence) > 0)
            {
                // Repeats at most once: all but the last batch is counted already.
            }

            Volatile.Write(ref _counted, context.Sequence);
        });
    }
}
