using Plaza.Contracts.Ids;
using Plaza.Contracts.Notifications;
using Plaza.Data.Committing;

namespace Plaza.Data.Tables.Notifications;

/// <summary>Writes the table <c>notifications</c>. Used by the Notifications space only.</summary>
public sealed class NotificationRepository
{
    /// <summary>Adds a notification unless it exists, or one of the accounts or the post does not.</summary>
    /// <param name="at">The time of the event.</param>
    public void Add(WriteTransaction tx, NewNotification notification, DateTimeOffset at) => tx.Enqueue(
        $"""
        insert into notifications (id, account, kind, actor, post, created_at)
        select {tx.NextId<NotificationId>()}, {notification.Account}, {notification.Kind}, {notification.Actor}, {notification.Post}, {at}
        where exists (select 1 from accounts where id = {notification.Account})
          and exists (select 1 from accounts where id = {notification.Actor})
          and ({notification.Post} is null or exists (select 1 from posts where id = {notification.Post}))
          and not exists (select 1 from notifications
            where account = {notification.Account} and kind = {notification.Kind} and actor = {notification.Actor} and post is not distinct from {notification.Post})
        """);

    /// <returns>The deleted notification; null when there was none.</returns>
    public NewNotification? Remove(WriteTransaction tx, AccountId account, NotificationId notification) =>
        tx.Query(
            $"delete from notifications where account = {account} and id = {notification} returning kind, actor, post",
            row => new NewNotification(
                account, (NotificationKind)row.GetInt32(0), new(row.GetInt64(1)), row.IsDBNull(2) ? null : new PostId(row.GetInt64(2)))) is [var removed]
            ? removed
            : null;

    public void Remove(WriteTransaction tx, AccountId account, NotificationKind kind, AccountId actor, PostId? post) => tx.Enqueue(
        $"""
        delete from notifications
        where account = {account} and kind = {kind} and actor = {actor} and post is not distinct from {post}
        """);

    /// <summary>Deletes the notification that the post's author has of this, unless the post is gone: then its notifications go in batches.</summary>
    public void RemoveFromAuthor(WriteTransaction tx, NotificationKind kind, AccountId actor, PostId post) => tx.Enqueue(
        $"""
        delete from notifications
        where account = (select author from posts where id = {post}) and kind = {kind} and actor = {actor} and post = {post}
        """);

    /// <returns>Null when the account has none.</returns>
    public NotificationId? FindNewest(WriteTransaction tx, AccountId account) =>
        tx.QueryScalar($"select id from notifications where account = {account} order by id desc limit 1") is { } id ? new NotificationId(id) : null;

    /// <summary>Deletes one batch of the notifications of an account, up to <paramref name="upTo"/>.</summary>
    /// <returns>The number of deleted rows, at most <paramref name="batchSize"/>.</returns>
    public int DeleteBatch(WriteTransaction tx, AccountId account, NotificationId upTo, int batchSize) => tx.Execute(
        $"delete from notifications where id in (select id from notifications where account = {account} and id <= {upTo} limit {(long)batchSize})");

    /// <summary>Deletes one batch of the notifications of an account.</summary>
    /// <returns>The number of deleted rows, at most <paramref name="batchSize"/>.</returns>
    public int DeleteBatch(WriteTransaction tx, AccountId account, int batchSize) => tx.Execute(
        $"delete from notifications where id in (select id from notifications where account = {account} limit {(long)batchSize})");

    /// <summary>Deletes one batch of the notifications that others have of what an account did.</summary>
    /// <returns>The number of deleted rows, at most <paramref name="batchSize"/>.</returns>
    public int DeleteBatchByActor(WriteTransaction tx, AccountId actor, int batchSize) => tx.Execute(
        $"delete from notifications where id in (select id from notifications where actor = {actor} limit {(long)batchSize})");

    /// <summary>Deletes one batch of the notifications about a post.</summary>
    /// <returns>The number of deleted rows, at most <paramref name="batchSize"/>.</returns>
    public int DeleteBatch(WriteTransaction tx, PostId post, int batchSize) => tx.Execute(
        $"delete from notifications where id in (select id from notifications where post = {post} limit {(long)batchSize})");

    /// <summary>The last sequence that the subscription has read.</summary>
    public long GetCursor(WriteTransaction tx, string subscription) =>
        tx.QueryScalar($"select sequence from cursors where subscription = {subscription}") ?? 0;
}
