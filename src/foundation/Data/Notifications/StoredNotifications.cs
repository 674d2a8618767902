using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Committing;

namespace Plaza.Data.Notifications;

/// <summary>Who is told of what. Written by the Notifications space alone.</summary>
public sealed class StoredNotifications
{
    /// <summary>Adds it unless the same was told before, or what it is about is gone.</summary>
    /// <param name="at">When it happened.</param>
    public void Add(Commit commit, NewNotification told, DateTimeOffset at) => commit.Run(
        $"""
        insert into notifications (id, account, kind, actor, post, created_at)
        select {commit.NextId<NotificationId>()}, {told.Account}, {told.Kind}, {told.Actor}, {told.Post}, {at}
        where exists (select 1 from accounts where id = {told.Account})
          and exists (select 1 from accounts where id = {told.Actor})
          and ({told.Post} is null or exists (select 1 from posts where id = {told.Post}))
          and not exists (select 1 from notifications
            where account = {told.Account} and kind = {told.Kind} and actor = {told.Actor} and post is not distinct from {told.Post})
        """);

    /// <returns>What it told; null when there was none such.</returns>
    public NewNotification? Remove(Commit commit, AccountId account, NotificationId notification) =>
        commit.Read(
            $"delete from notifications where account = {account} and id = {notification} returning kind, actor, post",
            row => new NewNotification(
                account, (NotificationKind)row.GetInt32(0), new(row.GetInt64(1)), row.IsDBNull(2) ? null : new PostId(row.GetInt64(2)))) is [var removed]
            ? removed
            : null;

    public void RemoveOf(Commit commit, PostId post) => commit.Run($"delete from notifications where post = {post}");

    public void RemoveOf(Commit commit, AccountId account, NotificationKind kind, AccountId actor, PostId? post) => commit.Run(
        $"""
        delete from notifications
        where account = {account} and kind = {kind} and actor = {actor} and post is not distinct from {post}
        """);

    /// <summary>Whoever was told of it.</summary>
    public void RemoveOf(Commit commit, NotificationKind kind, AccountId actor, PostId post) =>
        commit.Run($"delete from notifications where post = {post} and kind = {kind} and actor = {actor}");

    /// <returns>How many there were.</returns>
    public int Clear(Commit commit, AccountId account) => commit.Run($"delete from notifications where account = {account}");

    /// <summary>Some of what a deleted account was told, and what others were told of it.</summary>
    /// <returns>How many, at most twice <paramref name="most"/>.</returns>
    public int RemoveSomeOf(Commit commit, AccountId account, int most) =>
        commit.Run($"delete from notifications where id in (select id from notifications where account = {account} limit {(long)most})")
        + commit.Run($"delete from notifications where id in (select id from notifications where actor = {account} limit {(long)most})");

    /// <summary>Up to where the subscription of this space has told of the journal.</summary>
    public long ToldUpTo(Commit commit, string subscription) =>
        commit.Number($"select sequence from cursors where subscription = {subscription}") ?? 0;
}
