using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Database;

namespace Plaza.Data.Tables.Posts;

/// <summary>Writes the table <c>idempotency_keys</c>. Used by the Posts space only.</summary>
public sealed class IdempotencyKeyRepository(IDbContextFactory<PlazaDbContext> tables)
{
    /// <returns>The post published with the key; null when there is none, or no key is given.</returns>
    public async Task<PostId?> FindAsync(AccountId author, AppId app, string? key, CancellationToken ct)
    {
        if (key is null)
            return null;

        await using var db = await tables.CreateDbContextAsync(ct);
        var hash = HashOf(key);
        return await db.IdempotencyKeys.Where(row => row.Author == author && row.App == app && (row.Key == key || row.Key == hash))
            .Select(row => (PostId?)row.Post).SingleOrDefaultAsync(ct);
    }

    public PostId? Find(WriteTransaction tx, AccountId author, AppId app, string key) =>
        tx.QueryScalar($"select post from idempotency_keys where author = {author} and app = {app} and key in ({key}, {HashOf(key)})") is { } post
            ? new PostId(post)
            : null;

    public void Add(WriteTransaction tx, AccountId author, AppId app, string key, PostId post) => tx.Enqueue(
        $"""
        insert into idempotency_keys (author, app, key, post, created_at)
        values ({author}, {app}, {key}, {post}, {tx.Now})
        """);

    /// <summary>Replaces the key of a deleted post by its hash: the request may be repeated, but clients may put parts of the post into keys.</summary>
    public void Hash(WriteTransaction tx, AccountId author, PostId post)
    {
        foreach (var key in tx.Query($"select key from idempotency_keys where author = {author} and post = {post}", row => row.GetString(0)))
            tx.Enqueue($"update idempotency_keys set key = {HashOf(key)} where author = {author} and post = {post} and key = {key}");
    }

    /// <summary>Deletes one batch of the keys created before <paramref name="oldest"/>.</summary>
    /// <returns>The number of deleted rows, at most <paramref name="batchSize"/>.</returns>
    public int RemoveOlderThan(WriteTransaction tx, DateTimeOffset oldest, int batchSize) => tx.Execute(
        $"""
        delete from idempotency_keys where (author, app, key) in (
          select author, app, key from idempotency_keys where created_at < {oldest} limit {(long)batchSize})
        """);

    /// <summary>Deletes one batch of the keys of an author.</summary>
    /// <returns>The number of deleted rows, at most <paramref name="batchSize"/>.</returns>
    public int RemoveOf(WriteTransaction tx, AccountId author, int batchSize) => tx.Execute(
        $"delete from idempotency_keys where (author, app, key) in (select author, app, key from idempotency_keys where author = {author} limit {(long)batchSize})");

    private static string HashOf(string key) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
}
