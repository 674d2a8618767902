using Plaza.Authentication.LoggingIn;
using Plaza.Authentication.SigningUp;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;
using Plaza.Data.Tasks;

namespace Plaza.Authentication.Recovery;

/// <summary>Resets passwords, by mail or from the command line, and changes e-mail addresses.</summary>
internal sealed class AccountRecovery(
    AccountRepository accounts, AccountAccess access, Logins logins, Passwords passwords, SignedLinks links, TaskQueue tasks, Committer committer)
{
    private const int MaxNameLength = 254;

    /// <summary>Only queues the request: a look-up here would reveal by its duration whether the account exists.</summary>
    public ValueTask<bool> RequestAsync(RequestPasswordReset command, CancellationToken ct)
    {
        var name = command.Name.Trim().TrimStart('@').ToLowerInvariant();
        return name.Length is 0 or > MaxNameLength
            ? throw RequestRejectedException.Invalid("username", "Enter your username or your e-mail address.")
            : committer.CommitAsync(tx => tasks.Add(tx, FindAccountToReset.Name, Secret.New(), name), ct);
    }

    public async ValueTask<AccountId> ResetAsync(ResetPassword command, CancellationToken ct)
    {
        if (links.Read(LinkPurpose.ResetPassword, command.Secret) is not var (account, stamp)
            || await accounts.FindAsync(account, ct) is not { } user
            || PasswordStamp.Of(user.PasswordHash) != stamp)
        {
            throw UsedLink();
        }

        var hash = await HashAsync(command.New, user.Handle, ct);
        return await committer.CommitAsync(
            tx =>
            {
                // Another reset or change of the password, or a suspension, may have been committed in the meantime.
                if (!accounts.IsUnchanged(tx, user))
                    throw UsedLink();

                access.ChangePassword(tx, account, hash);
                return account;
            },
            ct);
    }

    public async ValueTask<bool> SetAsync(SetPassword command, CancellationToken ct)
    {
        var user = await accounts.FindAsync(command.Account, ct) ?? throw RequestRejectedException.NotFound();
        var hash = await HashAsync(command.New, user.Handle, ct);
        return await committer.CommitAsync(
            tx =>
            {
                access.ChangePassword(tx, command.Account, hash);
                return true;
            },
            ct);
    }

    public async ValueTask<bool> ChangeEmailAsync(ChangeEmail command, CancellationToken ct)
    {
        var email = Email.Normalize(command.Email);
        var user = await logins.VerifyAsync(command.Account, command.Password, ct);
        RequestRejectedException.ThrowIfInvalid(("email", Email.ErrorIn(email)), ("email_password", user is null ? Logins.WrongPassword : null));

        return await committer.CommitAsync(
            tx =>
            {
                if (!accounts.IsUnchanged(tx, user!))
                    throw RequestRejectedException.Invalid("email_password", Logins.WrongPassword);

                if (accounts.EmailOf(tx, command.Account) == email)
                    throw RequestRejectedException.Invalid("email", "This is your address already.");

                accounts.SetPendingEmail(tx, command.Account, email);
                tx.Publish(new EmailChangeRequested(command.Account));
                return true;
            },
            ct);
    }

    private async Task<string> HashAsync(string password, string handle, CancellationToken ct)
    {
        RequestRejectedException.ThrowIfInvalid(("new_password", Passwords.ErrorIn(password, handle)));
        return await passwords.HashAsync(password, ct);
    }

    private static RequestRejectedException UsedLink() =>
        RequestRejectedException.NotFound("This link is not valid any more: it works once, and for one hour. Ask for a new one on the login page.");
}
