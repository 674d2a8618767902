using Microsoft.Extensions.Logging;
using Plaza.Authentication.Apps;
using Plaza.Authentication.LoggingIn;
using Plaza.Authentication.Principals;
using Plaza.Authentication.Recovery;
using Plaza.Authentication.SigningUp;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Durable;
using Plaza.Data.Tasks;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Authentication;

/// <summary>Accounts and their users, sessions, apps, authorization codes and tokens.</summary>
internal sealed class AuthenticationSpace(
    Registration registration,
    AccountLifecycle accounts,
    Logins logins,
    AppRegistration apps,
    Grants grants,
    AccountRecovery recovery,
    PrincipalCache principals,
    TaskQueue tasks,
    ILogger<AuthenticationSpace> logger)
    : Space("authentication")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<LoginFailed>(failed => logger.LoginFailed(failed.Address, failed.Name))
        .On<LoggedOut>(gone => principals.Invalidate(gone.Session))
        .On<TokenRevoked>(gone => principals.Invalidate(gone.Token))
        .On<AdminChanged>(changed => principals.Invalidate(changed.Account))
        .On<AccountSuspended>(suspended => principals.Invalidate(suspended.Account))
        .On<AccountDeleted>(deleted => principals.Invalidate(deleted.Account))
        .OnDurable<PostsErased>((erased, context) => EraseHistory(erased.Account, context))
        .OnDurable<FollowsErased>((erased, context) => EraseHistory(erased.Account, context))
        .Handles<SignUp, AccountId>(registration.SignUpAsync)
        .Handles<ConfirmEmail, AccountId>(registration.ConfirmAsync)
        .Handles<ConfirmAccount, bool>(registration.ConfirmAsync)
        .Handles<SuspendAccount, bool>(accounts.SuspendAsync)
        .Handles<RestoreAccount, bool>(accounts.RestoreAsync)
        .Handles<DeleteAccount, bool>(accounts.DeleteAsync)
        .Handles<SetAdmin, bool>(accounts.SetAdminAsync)
        .Handles<LogIn, LoginResult>(logins.LogInAsync)
        .Handles<LogOut, bool>(logins.LogOutAsync)
        .Handles<EndSession, bool>(logins.EndAsync)
        .Handles<ChangePassword, LoginResult?>(logins.ChangePasswordAsync)
        .Handles<VerifyPassword, bool>(logins.CheckAsync)
        .Handles<RequestPasswordReset, bool>(recovery.RequestAsync)
        .Handles<ResetPassword, AccountId>(recovery.ResetAsync)
        .Handles<SetPassword, bool>(recovery.SetAsync)
        .Handles<ChangeEmail, bool>(recovery.ChangeEmailAsync)
        .Handles<GetPrincipalBySession, Principal?>(principals.OfSessionAsync)
        .Handles<GetPrincipalByToken, Principal?>(principals.OfTokenAsync)
        .Handles<RegisterApp, AppCredentials>(apps.RegisterAsync)
        .Handles<GetAppByClientId, App?>(apps.FindAsync)
        .Handles<GetAppById, App?>(apps.FindAsync)
        .Handles<ValidateAuthorization, App>(grants.CheckAsync)
        .Handles<CreateAuthorizationCode, string>(grants.AuthorizeAsync)
        .Handles<RedeemCode, IssuedToken>(grants.RedeemAsync)
        .Handles<IssueClientToken, IssuedToken>(grants.GrantToAppAsync)
        .Handles<IssueToken, IssuedToken>(grants.IssueAsync)
        .Handles<CreateToken, IssuedToken>(grants.CreateAsync)
        .Handles<RevokeToken, bool>(grants.RevokeAsync)
        .Handles<RevokeOwnToken, bool>(grants.RevokeOwnAsync)
        .Publishes<SignedUp>()
        .Publishes<EmailConfirmed>()
        .Publishes<LoggedIn>()
        .Publishes<LoginFailed>()
        .Publishes<LoggedOut>()
        .Publishes<PasswordChanged>()
        .Publishes<PasswordResetRequested>()
        .Publishes<EmailChangeRequested>()
        .Publishes<TokenIssued>()
        .Publishes<TokenRevoked>()
        .Publishes<AdminChanged>()
        .Publishes<AccountSuspended>()
        .Publishes<AccountRestored>()
        .Publishes<AccountDeleted>()
        .Runs<EraseAccountHistory, AccountId>()
        .Runs<FindAccountToReset, string>()
        .Runs<PurgeExpiredSessions>();

    /// <summary>
    /// Queued only after the last row of the account is deleted: until then a rebuild needs the journal entries of the remaining rows.
    /// </summary>
    private void EraseHistory(AccountId account, EventContext context) => context.EnlistEffect(tx =>
    {
        if (!AccountGuard.HasRemainingData(tx, account))
            tasks.Add(tx, EraseAccountHistory.Name, account.ToString(), account);
    });
}
