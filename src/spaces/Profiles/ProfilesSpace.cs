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

/// <summary>Changes profiles, and adds and removes follows.</summary>
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

    private void DeleteProfile(AccountDeleted deleted, EventContext context) => context.EnlistEffect(tx =>
    {
        profiles.Remove(tx, deleted.Account);
        tasks.Add(tx, EraseAccountFollows.Name, deleted.Account.ToString(), deleted.Account);
    });

    private ValueTask<bool> ChangeAsync(UpdateProfile command, CancellationToken ct)
    {
        var change = ProfileText.Check(command);
        var bioHtml = change.Bio is null ? null : ProfileText.ToHtml(change.Bio);

        return committer.CommitAsync(
            tx =>
            {
                AccountGuard.EnsureExists(tx, command.Account);
                profiles.Change(tx, change, bioHtml);
                tx.Publish(new ProfileChanged(command.Account));
                return true;
            },
            ct);
    }

    private ValueTask<bool> FollowAsync(Follow command, CancellationToken ct)
    {
        if (command.Follower == command.Followed)
            throw RequestRejectedException.Forbidden("You cannot follow yourself.");

        return committer.CommitAsync(
            tx =>
            {
                // Inside the transaction: the account may be suspended or deleted while the request waits.
                if (AccountGuard.IsActive(tx, command.Followed) is not true)
                    throw RequestRejectedException.NotFound();

                if (follows.Add(tx, command.Follower, command.Followed, command.Boosts ?? true))
                {
                    tx.Publish(new AccountFollowed(command.Follower, command.Followed));
                    return true;
                }

                if (command.Boosts is not { } boosts || !follows.Change(tx, command.Follower, command.Followed, boosts))
                    return false;

                tx.Publish(new FollowChanged(command.Follower, command.Followed));
                return true;
            },
            ct);
    }

    private ValueTask<bool> UnfollowAsync(Unfollow command, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            if (!follows.Remove(tx, command.Follower, command.Followed))
                return false;

            tx.Publish(new AccountUnfollowed(command.Follower, command.Followed));
            return true;
        },
        ct);
}
