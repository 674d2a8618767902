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
/// Creates accounts and confirms their e-mail addresses. Responses do not reveal whether an address is known: any account may claim an address, but
/// only a confirmed claim counts, and at most one account can confirm an address.
/// </summary>
internal sealed class Registration(
    AccountRepository accounts, Passwords passwords, LoginThrottle throttle, Committer committer, SignedLinks links, TimeProvider clock, IOptions<ServerOptions> options)
{
    private const string BadLink = "This link is not valid, or no longer.";
    private const string Taken = "This username is taken, or looks too much like one that is.";
    private const string ClaimedElsewhere = "Another account has confirmed this e-mail address.";

    /// <summary>The period in which the same form counts as a repeat (double click, reload, lost response) and logs in instead of failing.</summary>
    private static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(10);

    public async ValueTask<AccountId> SignUpAsync(SignUp command, CancellationToken ct)
    {
        if (!options.Value.IsOpen && !command.ByOperator)
            throw RequestRejectedException.Forbidden("Nobody can sign up here at the moment. Ask the operator for an account.");

        var (handle, email) = (Handle.Normalize(command.Handle), Email.Normalize(command.Email));
        await CheckAsync(handle, email, command.Password, ct);
        var hash = await passwords.HashAsync(command.Password, ct);

        return await committer.CommitAsync(tx => SignUp(tx, command, handle, email, hash), ct)
            ?? await FindRepeatedAsync(command, handle, email, ct)
            ?? throw RequestRejectedException.Invalid("username", Taken);
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
    /// <param name="email">The address that the link confirms; null when the operator confirms the current address.</param>
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

    /// <summary>Where another field is invalid, a taken handle is reported too. Where none is, the commit decides, after a repeated form was recognised.</summary>
    private async Task CheckAsync(string handle, string email, string password, CancellationToken ct)
    {
        var (handleError, emailError, passwordError) = (Handle.ErrorIn(handle), Email.ErrorIn(email), Passwords.ErrorIn(password, handle));
        if (handleError is null && (emailError ?? passwordError) is not null && await accounts.IsTakenAsync(Handle.ConfusableSkeleton(handle), ct))
            handleError = Taken;

        RequestRejectedException.ThrowIfInvalid(("username", handleError), ("email", emailError), ("password", passwordError));
    }

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
    /// Finds the account that the same form created within <see cref="RepeatWindow"/>. The password check counts as a login attempt. Whether the
    /// e-mail address matches changes neither the response nor its duration.
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
