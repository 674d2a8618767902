using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication.SigningUp;

/// <summary>
/// New accounts. Whether an e-mail address is known here is told to nobody: anybody may claim one, it counts only
/// once its owner has confirmed it, and one user at the most can.
/// </summary>
internal sealed class Registration(
    AccountRepository accounts, Passwords passwords, Committer committer, SignedLinks links, IOptions<ServerOptions> options)
{
    private const string BadLink = "This link is not valid, or no longer.";
    private const string ClaimedElsewhere = "Another account has confirmed this e-mail address.";

    public async ValueTask<AccountId> SignUpAsync(SignUp order, CancellationToken ct)
    {
        if (!options.Value.IsOpen && !order.ByOperator)
            throw RequestRejectedException.Forbidden("Nobody can sign up here at the moment. Ask the operator for an account.");

        var handle = Handle.Parse(order.Handle);
        var email = Email.Parse(order.Email);
        Passwords.Check(order.Password, handle, "password");
        var hash = await passwords.HashAsync(order.Password, ct);

        return await committer.CommitAsync(
            commit =>
            {
                if (order.ByOperator && accounts.IsConfirmedElsewhere(commit, email))
                    throw RequestRejectedException.Invalid("email", ClaimedElsewhere);

                var account = Row(commit, handle, order.IsAdmin);
                var user = new UserRow
                {
                    Account = account.Id,
                    Email = email,
                    EmailConfirmedAt = order.ByOperator ? commit.Now : null,
                    PasswordHash = hash,
                };
                if (!accounts.Add(commit, account, user))
                    throw RequestRejectedException.Invalid("username", "This username is taken, or looks too much like one that is.");

                commit.Publish(new SignedUp(account.Id));
                return account.Id;
            },
            ct);
    }

    public async ValueTask<AccountId> ConfirmAsync(ConfirmEmail order, CancellationToken ct)
    {
        if (links.Read(LinkPurpose.ConfirmEmail, order.Secret) is var (account, email))
            await ConfirmAsync(account, email, ct);
        else if (links.Read(LinkPurpose.ChangeEmail, order.Secret) is var (changing, pending))
            await ConfirmPendingAsync(account = changing, pending, ct);
        else
            throw RequestRejectedException.NotFound(BadLink);

        return account;
    }

    private ValueTask<bool> ConfirmPendingAsync(AccountId account, string email, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            if (accounts.EmailOf(commit, account) == email && accounts.IsConfirmed(commit, account))
                return false;

            if (!accounts.ConfirmPendingEmail(commit, account, email))
                throw accounts.IsConfirmedElsewhere(commit, email) ? RequestRejectedException.Invalid("email", ClaimedElsewhere) : RequestRejectedException.NotFound(BadLink);

            commit.Publish(new EmailConfirmed(account));
            return true;
        },
        ct);

    public ValueTask<bool> ConfirmAsync(ConfirmAccount order, CancellationToken ct) => ConfirmAsync(order.Account, null, ct);

    /// <param name="account">Whose address it is.</param>
    /// <param name="email">The address that was shown to be theirs; null when the operator says so of whichever it is.</param>
    private ValueTask<bool> ConfirmAsync(AccountId account, string? email, CancellationToken ct) => committer.CommitAsync(
        commit =>
        {
            if (accounts.EmailOf(commit, account) is not { } claimed || (email is not null && email != claimed))
                throw RequestRejectedException.NotFound(BadLink);

            if (accounts.IsConfirmed(commit, account))
                return false;

            if (!accounts.Confirm(commit, account))
                throw RequestRejectedException.Invalid("email", ClaimedElsewhere);

            commit.Publish(new EmailConfirmed(account));
            return true;
        },
        ct);

    private static AccountRow Row(WriteTransaction commit, string handle, bool isAdmin) => new()
    {
        Id = commit.NextId<AccountId>(),
        Handle = handle,
        LooksLike = Handle.ConfusableSkeleton(handle),
        CreatedAt = commit.Now,
        IsAdmin = isAdmin,
    };
}
