using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Plaza.Authentication.LoggingIn;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication.SigningUp;

/// <summary>
/// Makes accounts, and confirms their addresses. Nobody is told whether an e-mail address is known: anybody may claim one, but it counts only once
/// its owner has confirmed it, and at most one account can.
/// </summary>
internal sealed class Registration(
    AccountRepository accounts, Passwords passwords, LoginThrottle throttle, Committer committer, SignedLinks links, TimeProvider clock, IOptions<ServerOptions> options)
{
    private const string BadLink = "This link is not valid, or no longer.";
    private const string ClaimedElsewhere = "Another account has confirmed this e-mail address.";

    /// <summary>So long the same form may be sent again, by a double click, a reload, or because the response was lost.</summary>
    private static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(10);

    public async ValueTask<AccountId> SignUpAsync(SignUp command, CancellationToken ct)
    {
        if (!options.Value.IsOpen && !command.ByOperator)
            throw RequestRejectedException.Forbidden("Nobody can sign up here at the moment. Ask the operator for an account.");

        var handle = Handle.Parse(command.Handle);
        var email = Email.Parse(command.Email);
        Passwords.Check(command.Password, handle, "password");
        var hash = await passwords.HashAsync(command.Password, ct);

        return await committer.CommitAsync(tx => SignUp(tx, command, handle, email, hash), ct)
            ?? await FindRepeatedAsync(command, handle, email, ct)
            ?? throw RequestRejectedException.Invalid("username", "This username is taken, or looks too much like one that is.");
    }

    public async ValueTask<AccountId> ConfirmAsync(ConfirmEmail command, CancellationToken ct)
    {
        if (links.Read(LinkPurpose.ConfirmEmail, command.Secret) is var (account, email))
            await ConfirmAsync(account, email, ct);
        else if (links.Read(LinkPurpose.ChangeEmail, command.Secret) is var (changing, pending))
            await ConfirmPendingAsync(account = changing, pending, ct);
        else
            throw RequestRejectedException.NotFound(BadLink);

        return account;
    }

    private ValueTask<bool> ConfirmPendingAsync(AccountId account, string email, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            if (accounts.EmailOf(tx, account) == email && accounts.IsConfirmed(tx, account))
                return false;

            if (!accounts.ConfirmPendingEmail(tx, account, email))
                throw accounts.IsConfirmedElsewhere(tx, email) ? RequestRejectedException.Invalid("email", ClaimedElsewhere) : RequestRejectedException.NotFound(BadLink);

            tx.Publish(new EmailConfirmed(account));
            return true;
        },
        ct);

    public ValueTask<bool> ConfirmAsync(ConfirmAccount command, CancellationToken ct) => ConfirmAsync(command.Account, null, ct);

    /// <param name="account">The account.</param>
    /// <param name="email">The address that its owner has confirmed; null when the operator confirms whichever it is.</param>
    private ValueTask<bool> ConfirmAsync(AccountId account, string? email, CancellationToken ct) => committer.CommitAsync(
        tx =>
        {
            if (accounts.EmailOf(tx, account) is not { } claimed || (email is not null && email != claimed))
                throw RequestRejectedException.NotFound(BadLink);

            if (accounts.IsConfirmed(tx, account))
                return false;

            if (!accounts.Confirm(tx, account))
                throw RequestRejectedException.Invalid("email", ClaimedElsewhere);

            tx.Publish(new EmailConfirmed(account));
            return true;
        },
        ct);

    /// <returns>Null when the handle is taken.</returns>
    private AccountId? SignUp(WriteTransaction tx, SignUp command, string handle, string email, string hash)
    {
        if (command.ByOperator && accounts.IsConfirmedElsewhere(tx, email))
            throw RequestRejectedException.Invalid("email", ClaimedElsewhere);

        var account = new AccountRow
        {
            Id = tx.NextId<AccountId>(),
            Handle = handle,
            LooksLike = Handle.ConfusableSkeleton(handle),
            CreatedAt = tx.Now,
            IsAdmin = command.IsAdmin,
        };
        var user = new UserRow
        {
            Account = account.Id,
            Email = email,
            EmailConfirmedAt = command.ByOperator ? tx.Now : null,
            PasswordHash = hash,
        };
        if (!accounts.Add(tx, account, user))
            return null;

        tx.Publish(new SignedUp(account.Id));
        return account.Id;
    }

    /// <summary>
    /// The account that the same form made a moment ago. Its password is a login, so attempts are limited as those are; whether the address is
    /// right shows neither in the outcome nor in its time.
    /// </summary>
    private async ValueTask<AccountId?> FindRepeatedAsync(SignUp command, string handle, string email, CancellationToken ct)
    {
        var attempts = $"sign-up:{handle}";
        if (command.ByOperator || !throttle.TryCount(attempts))
            return null;

        var user = await accounts.FindSignUpAsync(handle, email, clock.GetUtcNow() - RepeatWindow, ct);
        if (await passwords.VerifyAsync(user?.PasswordHash, command.Password, ct) is PasswordVerificationResult.Failed)
            return null;

        throttle.Uncount(attempts);
        return user?.Account;
    }
}
