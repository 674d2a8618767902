using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Database;

namespace Plaza.Data.Tables.Authentication;

/// <summary>Writes the table <c>sessions</c>. Used by the Authentication space only.</summary>
public sealed class SessionRepository(IDbContextFactory<PlazaDbContext> tables)
{
    public void Add(WriteTransaction tx, SessionRow session) => tx.Enqueue(
        $"""
        insert into sessions (id, hash, account, created_at, user_agent)
        values ({session.Id}, {session.Hash}, {session.Account}, {session.CreatedAt}, {session.UserAgent})
        """);

    /// <returns>The account of the session; null when it does not exist.</returns>
    public AccountId? Remove(WriteTransaction tx, SessionId session) =>
        tx.Query($"delete from sessions where id = {session} returning account", row => new AccountId(row.GetInt64(0))) is [var account] ? account : null;

    /// <summary>Deletes all sessions of an account.</summary>
    public List<(SessionId Session, string UserAgent)> RemoveAll(WriteTransaction tx, AccountId account) => tx.Query(
        $"delete from sessions where account = {account} returning id, user_agent",
        row => (new SessionId(row.GetInt64(0)), row.GetString(1)));

    /// <summary>Ends the oldest sessions of an account beyond <paramref name="keep"/>, at most <paramref name="limit"/>.</summary>
    public List<SessionId> RemoveOldest(WriteTransaction tx, AccountId account, int keep, int limit) => tx.Query(
        $"""
        delete from sessions where id in (
          select id from sessions where account = {account} order by id desc limit {(long)limit} offset {(long)keep})
        returning id
        """,
        row => new SessionId(row.GetInt64(0)));

    /// <summary>The accounts with more sessions than <paramref name="count"/>.</summary>
    public async Task<List<AccountId>> AccountsWithMoreAsync(int count, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Sessions.GroupBy(session => session.Account).Where(group => group.Count() > count).Select(group => group.Key).ToListAsync(ct);
    }

    /// <summary>Deletes sessions that began before <paramref name="oldest"/>, the oldest first, at most <paramref name="limit"/>.</summary>
    public List<(SessionId Session, AccountId Account)> RemoveOlderThan(WriteTransaction tx, DateTimeOffset oldest, int limit) => tx.Query(
        $"""
        delete from sessions where id in (select id from sessions where created_at < {oldest} order by created_at limit {(long)limit})
        returning id, account
        """,
        row => (new SessionId(row.GetInt64(0)), new AccountId(row.GetInt64(1))));

    /// <returns>Null when the session does not exist, or the account is suspended.</returns>
    public async Task<Principal?> PrincipalAsync(byte[] hash, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await (
            from session in db.Sessions
            join account in db.Accounts on session.Account equals account.Id
            where session.Hash == hash && account.SuspendedAt == null
            select new Principal(account.Id, account.Handle, Scopes.All) { IsAdmin = account.IsAdmin, Session = session.Id })
            .SingleOrDefaultAsync(ct);
    }
}
