using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Model;

namespace Plaza.Data.Authentication;

/// <summary>Accounts and their users. Written by the Authentication space alone.</summary>
public sealed class Accounts(IDbContextFactory<PlazaDb> tables)
{
    /// <returns>False when somebody has, or had, such a handle.</returns>
    public bool Add(Commit commit, AccountRow account, UserRow user)
    {
        var taken = commit.Number(
            $"""
            select 1 where exists (select 1 from accounts where looks_like = {account.LooksLike})
            or exists (select 1 from former_handles where looks_like = {account.LooksLike})
            """) is not null;
        if (taken)
            return false;

        commit.Run(
            $"""
            insert into accounts (id, handle, looks_like, created_at, is_admin)
            values ({account.Id}, {account.Handle}, {account.LooksLike}, {account.CreatedAt}, {account.IsAdmin})
            """);
        commit.Run(
            $"""
            insert into users (account, email, email_confirmed_at, password_hash)
            values ({user.Account}, {user.Email}, {user.EmailConfirmedAt}, {user.PasswordHash})
            """);
        return true;
    }

    /// <summary>By handle, or by e-mail address: who has confirmed it, else who claimed it first.</summary>
    public async Task<SignInRow?> FindAsync(string name, CancellationToken ct)
    {
        var lower = name.ToLowerInvariant();
        var isEmail = lower.Contains('@', StringComparison.Ordinal);
        await using var db = await tables.CreateDbContextAsync(ct);
        return await (
            from user in db.Users
            join account in db.Accounts on user.Account equals account.Id
            where isEmail ? user.Email == lower : account.Handle == lower
            orderby user.EmailConfirmedAt == null, user.Account
            select new SignInRow(account.Id, account.Handle, user.PasswordHash, account.SuspendedAt != null)).FirstOrDefaultAsync(ct);
    }

    public async Task<SignInRow?> FindAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await tables.CreateDbContextAsync(ct);
        return await (
            from user in db.Users
            join row in db.Accounts on user.Account equals row.Id
            where row.Id == account
            select new SignInRow(row.Id, row.Handle, user.PasswordHash, row.SuspendedAt != null)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Whether what was read of the sign-in holds in this transaction.</summary>
    public bool IsStill(Commit commit, SignInRow read) => commit.Number(
        $"""
        select 1 from users join accounts on accounts.id = users.account
        where account = {read.Account} and password_hash = {read.PasswordHash} and suspended_at is null
        """) is not null;

    /// <summary>Whether the account exists and is not suspended.</summary>
    public bool IsActive(Commit commit, AccountId account) =>
        commit.Number($"select 1 from accounts where id = {account} and suspended_at is null") is not null;

    /// <summary>Whether the account is an administrator, suspended or not.</summary>
    public bool IsAdmin(Commit commit, AccountId account) =>
        commit.Number($"select 1 from accounts where id = {account} and is_admin = 1") is not null;

    /// <summary>Whether the account is an active administrator and there is no other.</summary>
    public bool IsLastAdmin(Commit commit, AccountId account) => commit.Number(
        $"""
        select 1 from accounts where id = {account} and is_admin = 1 and suspended_at is null
        and not exists (select 1 from accounts other where other.is_admin = 1 and other.suspended_at is null and other.id <> {account})
        """) is not null;

    /// <summary>Sets the password hash and cancels a change of the e-mail address, which somebody else may have asked for.</summary>
    public void SetPassword(Commit commit, AccountId account, string hash) =>
        commit.Run($"update users set password_hash = {hash}, pending_email = null where account = {account}");

    public void SetPendingEmail(Commit commit, AccountId account, string email) =>
        commit.Run($"update users set pending_email = {email} where account = {account}");

    /// <summary>Makes the pending address the confirmed one.</summary>
    /// <returns>False when it is not pending any more, or another user has confirmed it.</returns>
    public bool ConfirmPendingEmail(Commit commit, AccountId account, string email) => commit.Run(
        $"""
        update users set email = {email}, email_confirmed_at = {commit.Now}, pending_email = null
        where account = {account} and pending_email = {email}
        and not exists (select 1 from users other where other.email = {email} and other.account <> {account} and other.email_confirmed_at is not null)
        """) is 1;

    /// <returns>False when it was so already, or another user has confirmed the address.</returns>
    public bool Confirm(Commit commit, AccountId account) => commit.Run(
        $"""
        update users set email_confirmed_at = {commit.Now} where account = {account} and email_confirmed_at is null
        and not exists (select 1 from users other
          where other.email = users.email and other.account <> users.account and other.email_confirmed_at is not null)
        """) is 1;

    public bool IsConfirmed(Commit commit, AccountId account) =>
        commit.Number($"select 1 from users where account = {account} and email_confirmed_at is not null") is not null;

    public string? EmailOf(Commit commit, AccountId account) =>
        commit.Read($"select email from users where account = {account}", row => row.GetString(0)) is [var email] ? email : null;

    public bool IsConfirmedElsewhere(Commit commit, string email) =>
        commit.Number($"select 1 from users where email = {email} and email_confirmed_at is not null limit 1") is not null;

    /// <returns>False when it was so already, or there is none such.</returns>
    public bool Suspend(Commit commit, AccountId account) =>
        commit.Run($"update accounts set suspended_at = {commit.Now} where id = {account} and suspended_at is null") is 1;

    /// <returns>False when it was so already, or there is none such.</returns>
    public bool Restore(Commit commit, AccountId account) =>
        commit.Run($"update accounts set suspended_at = null where id = {account} and suspended_at is not null") is 1;

    /// <summary>Removes account, user, codes; the handle is not given again.</summary>
    /// <returns>False when there is none such.</returns>
    public bool Remove(Commit commit, AccountId account)
    {
        commit.Run($"insert into former_handles (looks_like) select looks_like from accounts where id = {account} on conflict do nothing");
        commit.Run($"delete from users where account = {account}");
        commit.Run($"delete from authorization_codes where account = {account}");
        return commit.Run($"delete from accounts where id = {account}") is 1;
    }
}

/// <summary>What a login needs to know.</summary>
public sealed record SignInRow(AccountId Account, string Handle, string PasswordHash, bool IsSuspended);
