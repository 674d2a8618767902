using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Database;

namespace Plaza.Data.Tables.Authentication;

/// <summary>Writes the tables <c>accounts</c>, <c>users</c> and <c>former_handles</c>. Used by the Authentication space only.</summary>
public sealed class AccountRepository(IDbContextFactory<PlazaDbContext> tables)
{
    /// <returns>False when such a handle is, or was, taken.</returns>
    public bool Add(WriteTransaction tx, AccountRow account, UserRow user)
    {
        var taken = tx.QueryScalar(
            $"""
            select 1 where exists (select 1 from accounts where looks_like = {account.LooksLike})
            or exists (select 1 from former_handles where looks_like = {account.LooksLike})
            """) is not null;
        if (taken)
            return false;

        tx.Enqueue(
            $"""
            insert into accounts (id, handle, looks_like, created_at, is_admin)
            values ({account.Id}, {account.Handle}, {account.LooksLike}, {account.CreatedAt}, {account.IsAdmin})
            """);
        tx.Enqueue(
            $"""
            insert into users (account, email, email_confirmed_at, password_hash)
            values ({user.Account}, {user.Email}, {user.EmailConfirmedAt}, {user.PasswordHash})
            """);
        return true;
    }

    /// <summary>Whether such a handle is, or was, taken.</summary>
    public async Task<bool> IsTakenAsync(string looksLike, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await db.Accounts.AnyAsync(account => account.LooksLike == looksLike, ct)
            || await db.FormerHandles.AnyAsync(former => former.LooksLike == looksLike, ct);
    }

    /// <summary>Finds by handle, or by e-mail address: the user who confirmed it, else the first who claimed it.</summary>
    public async Task<LoginAccount?> FindAsync(string name, CancellationToken ct)
    {
        var lower = name.ToLowerInvariant();
        var isEmail = lower.Contains('@', StringComparison.Ordinal);
        await using var db = await tables.CreateDbContextAsync(ct);
        return await (
            from user in db.Users
            join account in db.Accounts on user.Account equals account.Id
            where isEmail ? user.Email == lower : account.Handle == lower
            orderby user.EmailConfirmedAt == null, user.Account
            select new LoginAccount(account.Id, account.Handle, user.PasswordHash, account.SuspendedAt != null)).FirstOrDefaultAsync(ct);
    }

    public async Task<LoginAccount?> FindAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await (
            from user in db.Users
            join row in db.Accounts on user.Account equals row.Id
            where row.Id == account
            select new LoginAccount(row.Id, row.Handle, user.PasswordHash, row.SuspendedAt != null)).SingleOrDefaultAsync(ct);
    }

    /// <summary>The account that was signed up with this handle and this address since then; null when there is none.</summary>
    public async Task<LoginAccount?> FindSignUpAsync(string handle, string email, DateTimeOffset since, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await (
            from user in db.Users
            join account in db.Accounts on user.Account equals account.Id
            where account.Handle == handle && account.CreatedAt >= since && user.Email == email
            select new LoginAccount(account.Id, account.Handle, user.PasswordHash, account.SuspendedAt != null)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Whether password and state are still those that were read.</summary>
    public bool IsUnchanged(WriteTransaction tx, LoginAccount read) => tx.QueryScalar(
        $"""
        select 1 from users join accounts on accounts.id = users.account
        where account = {read.Account} and password_hash = {read.PasswordHash} and suspended_at is null
        """) is not null;

    /// <summary>Whether the account is an administrator, suspended or not.</summary>
    public bool IsAdmin(WriteTransaction tx, AccountId account) =>
        tx.QueryScalar($"select 1 from accounts where id = {account} and is_admin = true") is not null;

    /// <returns>False when it was so already, or there is no such account.</returns>
    public bool SetAdmin(WriteTransaction tx, AccountId account, bool isAdmin) =>
        tx.Execute($"update accounts set is_admin = {isAdmin} where id = {account} and is_admin <> {isAdmin}") is 1;

    /// <summary>Whether the account is an active administrator and there is no other.</summary>
    public bool IsLastAdmin(WriteTransaction tx, AccountId account) => tx.QueryScalar(
        $"""
        select 1 from accounts where id = {account} and is_admin = true and suspended_at is null
        and not exists (select 1 from accounts other where other.is_admin = true and other.suspended_at is null and other.id <> {account})
        """) is not null;

    /// <summary>Sets the password hash and cancels a pending change of the e-mail address, which an attacker may have requested.</summary>
    public void SetPassword(WriteTransaction tx, AccountId account, string hash) =>
        tx.Enqueue($"update users set password_hash = {hash}, pending_email = null where account = {account}");

    public void SetPendingEmail(WriteTransaction tx, AccountId account, string email) =>
        tx.Enqueue($"update users set pending_email = {email} where account = {account}");

    /// <summary>Makes the pending address the confirmed one.</summary>
    /// <returns>False when it is no longer pending, or another user has confirmed it.</returns>
    public bool ConfirmPendingEmail(WriteTransaction tx, AccountId account, string email) => tx.Execute(
        $"""
        update users set email = {email}, email_confirmed_at = {tx.Now}, pending_email = null
        where account = {account} and pending_email = {email}
        and not exists (select 1 from users other where other.email = {email} and other.account <> {account} and other.email_confirmed_at is not null)
        """) is 1;

    /// <returns>False when it is confirmed already, or another user has confirmed the address.</returns>
    public bool Confirm(WriteTransaction tx, AccountId account) => tx.Execute(
        $"""
        update users set email_confirmed_at = {tx.Now} where account = {account} and email_confirmed_at is null
        and not exists (select 1 from users other
          where other.email = users.email and other.account <> users.account and other.email_confirmed_at is not null)
        """) is 1;

    public bool IsConfirmed(WriteTransaction tx, AccountId account) =>
        tx.QueryScalar($"select 1 from users where account = {account} and email_confirmed_at is not null") is not null;

    public string? EmailOf(WriteTransaction tx, AccountId account) =>
        tx.Query($"select email from users where account = {account}", row => row.GetString(0)) is [var email] ? email : null;

    public bool IsConfirmedElsewhere(WriteTransaction tx, string email) =>
        tx.QueryScalar($"select 1 from users where email = {email} and email_confirmed_at is not null limit 1") is not null;

    /// <returns>False when the account is suspended already or does not exist.</returns>
    public bool Suspend(WriteTransaction tx, AccountId account) =>
        tx.Execute($"update accounts set suspended_at = {tx.Now} where id = {account} and suspended_at is null") is 1;

    /// <returns>False when the account is not suspended or does not exist.</returns>
    public bool Restore(WriteTransaction tx, AccountId account) =>
        tx.Execute($"update accounts set suspended_at = null where id = {account} and suspended_at is not null") is 1;

    /// <summary>Deletes account and user; the handle is not given again.</summary>
    /// <returns>False when the account does not exist.</returns>
    public bool Remove(WriteTransaction tx, AccountId account)
    {
        tx.Enqueue($"insert into former_handles (looks_like) select looks_like from accounts where id = {account} on conflict do nothing");
        tx.Enqueue($"delete from users where account = {account}");
        return tx.Execute($"delete from accounts where id = {account}") is 1;
    }
}

/// <summary>What is read of an account to verify a password.</summary>
public sealed record LoginAccount(AccountId Account, string Handle, string PasswordHash, bool IsSuspended);
