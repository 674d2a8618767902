using Plaza.Contracts.Ids;
using Plaza.Data.Committing;

namespace Plaza.Data.Posts;

/// <summary>Which post a client's key stands for. Written by the Posts space alone.</summary>
public sealed class IdempotencyKeys
{
    public PostId? Find(Commit commit, AccountId author, AppId app, string key) =>
        commit.Number($"select post from idempotency_keys where author = {author} and app = {app} and key = {key}") is { } post ? new PostId(post) : null;

    public void Add(Commit commit, AccountId author, AppId app, string key, PostId post) => commit.Run(
        $"""
        insert into idempotency_keys (author, app, key, post, created_at)
        values ({author}, {app}, {key}, {post}, {commit.Now})
        """);

    public int RemoveOlderThan(Commit commit, DateTimeOffset oldest) =>
        commit.Run($"delete from idempotency_keys where created_at < {oldest}");
}
