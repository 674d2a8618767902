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

    public void Remove(WriteTransaction tx, AccountId account, NotificationKind kind, AccountId actor, PostId? post) => tx.Execute(
        $"""
        delete from notifications
        where account = {account} and kind = {kind} and actor = {actor} and post is not distinct from {post}
        """);

    /// <summary>Deletes the notification that the post's author has of this, unless the post is gone: then its notifications go in batches.</summary>
    public void RemoveFromAuthor(WriteTransaction tx, NotificationKind kind, AccountId actor, PostId post) => tx.Execute(
        $"""
        delete from notifications
        where account = (select author from posts where id = {post}) and kind = {kind} and actor = {actor} and post = {post}
        """);

    /// <returns>Null when the account has none.</returns>
    public NotificationId? FindNewest(WriteTransaction tx, AccountId account) =>
        tx.QueryScalar($"select id from notifications where account = {account} order by id desc limit 1") is { } id ? new NotificationId(id) : null;

    /// <summary>Deletes one batch of the notifications of an account, up to <paramref name="upTo"/>.</summary>
    /// <returns>How many, at most <paramref name="batchSize"/>.</returns>
    public int DeleteBatch(WriteTransaction tx, AccountId account, NotificationId upTo, int batchSize) => tx.Execute(
        $"delete from notifications where id in (select id from notifications where account = {account} and id <= {upTo} limit {(long)batchSize})");

    /// <summary>Deletes one batch of the notifications of an account.</summary>
    /// <returns>How many, at most <paramref name="batchSize"/>.</returns>
    public int DeleteBatch(WriteTransaction tx, AccountId account, int batchSize) => tx.Execute(
        $"delete from notifications where id in (select id from notifications where account = {account} limit {(long)batchSize})");

    /// <summary>Deletes one batch of the notifications that others have of what an account did.</summary>
    /// <returns>How many, at most <paramref name="batchSize"/>.</returns>
    public int DeleteBatchByActor(WriteTransaction tx, AccountId actor, int batchSize) => tx.Execute(
        $"delete from notifications where id in (select id from notifications where actor = {actor} limit {(long)batchSize})");

    /// <summary>Deletes one batch of the notifications about a post.</summary>
    /// <returns>How many, at most <paramref name="batchSize"/>.</returns>
    public int DeleteBatch(WriteTransaction tx, PostId post, int batchSize) => tx.Execute(
        $"delete from notifications where id in (select id from notifications where post = {post} limit {(long)batchSize})");

    /// <summary>Up to where the subscription of this space has told of the journal.</summary>
    public long GetCursor(WriteTransaction tx, string subscription) =>
        tx.QueryScalar($"select sequence from cursors where subscription = {subscription}") ?? 0;
}
