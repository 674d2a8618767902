using Plaza.Contracts.Authentication;
using Plaza.Contracts.Mail;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Contracts.Statistics;
using Plaza.Data.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;

namespace Plaza.Statistics;

/// <summary>Counts what happens on each day in UTC. Today's numbers follow the journal; those of any day can be worked out anew from it.</summary>
internal sealed class StatisticsSpace(ActivityCounter counter, StatisticsRecalculator recount) : Space("statistics")
{
    protected override void Configure(SpaceBuilder space) => space
        .OnDurable<SignedUp>(Count, JournalStart.Beginning)
        .OnDurable<PostPublished>(Count)
        .OnDurable<PostBoosted>(Count)
        .OnDurable<PostFavourited>(Count)
        .OnDurable<AccountFollowed>(Count)
        .OnDurable<EmailConfirmed>(Count)
        .OnDurable<LoggedIn>(Count)
        .OnDurable<TokenIssued>(Count)
        .OnDurable<PasswordChanged>(Count)
        .OnDurable<ProfileChanged>(Count)
        .OnDurable<MailPreferenceChanged>(Count)
        .OnDurable<NotificationDismissed>(Count)
        .OnDurable<NotificationsCleared>(Count)
        .Handles<RecomputeStatistics, int>(RecomputeAsync)
        .Runs<NightlyStatistics>();

    private void Count<TEvent>(TEvent happened, EventContext context)
        where TEvent : IEvent => context.EnlistEffect(commit => counter.CountUpTo(commit, context.Sequence));

    private async ValueTask<int> RecomputeAsync(RecomputeStatistics order, CancellationToken ct) =>
        await recount.DaysAsync(order.From, order.To, ct);
}
