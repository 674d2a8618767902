using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Durable;
using Plaza.Data.Tables.Profiles;
using Plaza.Data.Tasks;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Profiles;

/// <summary>How accounts show themselves, and who follows whom.</summary>
internal sealed class ProfilesSpace(ProfileRepository profiles, FollowRepository follows, TaskQueue tasks, Committer committer) : Space("profiles")
{
    protected override void Configure(SpaceBuilder space) => space
        .OnDurable<AccountDeleted>(DeleteProfile)
        .Handles<UpdateProfile, bool>(ChangeAsync)
        .Handles<Follow, bool>(FollowAsync)
        .Handles<Unfollow, bool>(UnfollowAsync)
        .Publishes<ProfileChanged>()
        .Publishes<AccountFollowed>()
        .Publishes<FollowChanged>()
        .Publishes<AccountUnfollowed>()
        .Publishes<FollowsErased>()
        .Runs<EraseAccountFollows, AccountId>();

    private void DeleteProfile(AccountDeleted deleted, EventContext context) => context.EnlistEffect(commit =>
    {
        profiles.Remove(commit, deleted.Account);
        tasks.Add(commit, EraseAccountFollows.Name, deleted.Account.ToString(), deleted.Account);
    });

    private ValueTask<bool> ChangeAsync(UpdateProfile order, CancellationToken ct)
    {
        var change = ProfileText.Check(order);
        var bioHtml = change.Bio is null ? null : ProfileText.ToHtml(change.Bio);

        return committer.CommitAsync(
            commit =>
            {
                AccountGuard.EnsureExists(commit, order.Account);
                profiles.Change(commit, change, bioHtml);
                commit.Publish(new ProfileChanged(order.Account));
                return true;
            },
            ct);
    }

    private ValueTask<bool> FollowAsync(Follow order, CancellationToken ct)
    {
        if (order.Follower == order.Followed)
            throw RequestRejectedException.Forbidden("You cannot follow yourself.");

        return committer.CommitAsync(
            commit =>
            {
                // Inside the transaction: the account may be suspended or deleted while the request waits.
                if (AccountGuard.IsActive(commit, order.Followed) is not true)
                    throw RequestRejectedException.NotFound();

                if (follows.Add(commit, order.Follower, order.Followed, order.Boosts ?? true))
                {
                    commit.Publish(new AccountFollowed(order.Follower, order.Followed));
                    return true;
                }

                if (order.Boosts is not { } boosts || !follows.Change(commit, order.Follower, order.Followed, boosts))
                    return false;

                commit.Publish(new FollowChanged(order.Follower, order.Followed));
                return true;
            },
            ct);
    }

    private ValueTask<bool> UnfollowAsync(Unfollow order, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            if (!follows.Remove(commit, order.Follower, order.Followed))
                return false;

            commit.Publish(new AccountUnfollowed(order.Follower, order.Followed));
            return true;
        },
        ct);
}
