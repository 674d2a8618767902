using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Committing;

namespace Plaza.Data.Notifications;

/// <summary>Who is told of what. Written by the Notifications space alone.</summary>
public sealed class StoredNotifications
{
    /// <summary>Adds it unless the same was told before, or what it is about is gone.</summary>
    public void Add(Commit commit, AccountId account, NotificationKind kind, AccountId actor, PostId? post) => commit.Run(
        $"""
        insert into notifications (id, account, kind, actor, post, created_at)
        select {commit.NextId<NotificationId>()}, {account}, {kind}, {actor}, {post}, {commit.Now}
        where exists (select 1 from accounts where id = {account})
          and ({post} is null or exists (select 1 from posts where id = {post}))
          and not exists (select 1 from notifications
            where account = {account} and kind = {kind} and actor = {actor} and post is not distinct from {post})
        """);

    /// <returns>False when there was none such.</returns>
    public bool Remove(Commit commit, AccountId account, NotificationId notification) =>
        commit.Run($"delete from notifications where account = {account} and id = {notification}") is 1;

    public void RemoveOf(Commit commit, PostId post) => commit.Run($"delete from notifications where post = {post}");

    public void RemoveOf(Commit commit, AccountId account, NotificationKind kind, AccountId actor, PostId? post) => commit.Run(
        $"""
        delete from notifications
        where account = {account} and kind = {kind} and actor = {actor} and post is not distinct from {post}
        """);

    /// <summary>Whoever was told of it.</summary>
    public void RemoveOf(Commit commit, NotificationKind kind, AccountId actor, PostId post) =>
        commit.Run($"delete from notifications where post = {post} and kind = {kind} and actor = {actor}");

    public void Clear(Commit commit, AccountId account) => commit.Run($"delete from notifications where account = {account}");

    public void RemoveAll(Commit commit, AccountId account)
    {
        commit.Run($"delete from notifications where account = {account} or actor = {account}");
        commit.Run($"delete from notification_reads where account = {account}");
    }

    public void Read(Commit commit, AccountId account, NotificationId upTo) => commit.Run(
        $"""
        insert into notification_reads (account, up_to) values ({account}, {upTo})
        on conflict (account) do update set up_to = max(notification_reads.up_to, excluded.up_to)
        """);
}
