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
    /// Counts up to the event in the write request that moves the cursor. Where many entries that nobody here subscribes to come before it, they are
    /// passed in batches first, in write requests of their own.
    /// </summary>
    private async ValueTask CountAsync<TEvent>(TEvent @event, EventContext context, CancellationToken ct)
        where TEvent : IEvent
    {
        if (context.Sequence - Volatile.Read(ref _counted) > ActivityCounter.BatchSize)
        {
            await committer.CommitInBatchesAsync(tx => counter.CountBatch(tx, context.Sequence - ActivityCounter.BatchSize), ct);
            Volatile.Write(ref _counted, context.Sequence - ActivityCounter.BatchSize);
        }

        context.EnlistEffect(tx =>
        {
            while (counter.CountBatch(tx, context.Sequence) > 0)
            {
                // At most twice: all but the last batch is counted already.
            }

            Volatile.Write(ref _counted, context.Sequence);
        });
    }
}
