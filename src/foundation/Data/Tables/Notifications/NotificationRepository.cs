using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Notifications;

/// <summary>Who is told of what. Written by the Notifications space alone.</summary>
public sealed class NotificationRepository
{
    /// <summary>Adds it unless the same was told before, or what it is about is gone.</summary>
    /// <param name="at">When it happened.</param>
    public void Add(WriteTransaction tx, NewNotification told, DateTimeOffset at) => tx.Execute(
        $"""
        insert into notifications (id, account, kind, actor, post, created_at)
        select {tx.NextId<NotificationId>()}, {told.Account}, {told.Kind}, {told.Actor}, {told.Post}, {at}
        where exists (select 1 from accounts where id = {told.Account})
          and exists (select 1 from accounts where id = {told.Actor})
          and ({told.Post} is null or exists (select 1 from posts where id = {told.Post}))
          and not exists (select 1 from notifications
            where account = {told.Account} and kind = {told.Kind} and actor = {told.Actor} and post is not distinct from {told.Post})
        """);

    /// <returns>What it told; null when there was none such.</returns>
    public NewNotification? Remove(WriteTransaction tx, AccountId account, NotificationId notification) =>
        tx.Query(
            $"delete from notifications where account = {account} and id = {notification} returning kind, actor, post",
            row => new NewNotification(
                account, (NotificationKind)row.GetInt32(0), new(row.GetInt64(1)), row.IsDBNull(2) ? null : new PostId(row.GetInt64(2)))) is [var removed]
            ? removed
            : null;

    public void RemoveOf(WriteTransaction tx, PostId post) => tx.Execute($"delete from notifications where post = {post}");

    public void RemoveOf(WriteTransaction tx, AccountId account, NotificationKind kind, AccountId actor, PostId? post) => tx.Execute(
        $"""
        delete from notifications
        where account = {account} and kind = {kind} and actor = {actor} and post is not distinct from {post}
        """);

    /// <summary>Whoever was told of it.</summary>
    public void RemoveOf(WriteTransaction tx, NotificationKind kind, AccountId actor, PostId post) =>
        tx.Execute($"delete from notifications where post = {post} and kind = {kind} and actor = {actor}");

    /// <returns>How many there were.</returns>
    public int Clear(WriteTransaction tx, AccountId account) => tx.Execute($"delete from notifications where account = {account}");

    /// <summary>Some of what a deleted account was told, and what others were told of it.</summary>
    /// <returns>How many, at most twice <paramref name="most"/>.</returns>
    public int RemoveSomeOf(WriteTransaction tx, AccountId account, int most) =>
        tx.Execute($"delete from notifications where id in (select id from notifications where account = {account} limit {(long)most})")
        + tx.Execute($"delete from notifications where id in (select id from notifications where actor = {account} limit {(long)most})");

    /// <summary>Up to where the subscription of this space has told of the journal.</summary>
    public long GetCursor(WriteTransaction tx, string subscription) =>
        tx.QueryScalar($"select sequence from cursors where subscription = {subscription}") ?? 0;
}
