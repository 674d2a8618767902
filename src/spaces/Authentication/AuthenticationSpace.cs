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
using Plaza.Data.Views;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;

namespace Plaza.Authentication;

/// <summary>Who somebody is: accounts and their users, browsers that are logged in, apps, codes and tokens.</summary>
internal sealed class AuthenticationSpace(
    SigningUps signingUps,
    AccountOrders accounts,
    Logins logins,
    AppOrders apps,
    Grants grants,
    AccountRecovery recovery,
    PrincipalCache principals,
    TaskQueue tasks,
    ILogger<AuthenticationSpace> logger)
    : Space("authentication")
{
    protected override void Configure(SpaceBuilder space) => space
        .On<LoginFailed>(failed => logger.LoginFailed(failed.Account))
        .On<LoggedOut>(gone => principals.Invalidate(gone.Session))
        .On<TokenRevoked>(gone => principals.Invalidate(gone.Token))
        .On<AccountSuspended>(suspended => principals.Invalidate(suspended.Account))
        .On<AccountDeleted>(deleted => principals.Invalidate(deleted.Account))
        .Durably<PostsErased>((erased, context) => EraseHistory(erased.Account, context))
        .Durably<FollowsErased>((erased, context) => EraseHistory(erased.Account, context))
        .Answers<SignUp, AccountId>(signingUps.SignUpAsync)
        .Answers<ConfirmEmail, AccountId>(signingUps.ConfirmAsync)
        .Answers<ConfirmAccount, bool>(signingUps.ConfirmAsync)
        .Answers<SuspendAccount, bool>(accounts.SuspendAsync)
        .Answers<RestoreAccount, bool>(accounts.RestoreAsync)
        .Answers<DeleteAccount, bool>(accounts.DeleteAsync)
        .Answers<LogIn, StartedSession>(logins.LogInAsync)
        .Answers<LogOut, bool>(logins.LogOutAsync)
        .Answers<EndSession, bool>(logins.EndAsync)
        .Answers<ChangePassword, StartedSession?>(logins.ChangePasswordAsync)
        .Answers<CheckPassword, bool>(logins.CheckAsync)
        .Answers<RequestPasswordReset, bool>(recovery.RequestAsync)
        .Answers<ResetPassword, AccountId>(recovery.ResetAsync)
        .Answers<SetPassword, bool>(recovery.SetAsync)
        .Answers<ChangeEmail, bool>(recovery.ChangeEmailAsync)
        .Answers<WhoHasSession, Principal?>(principals.OfSessionAsync)
        .Answers<WhoHasToken, Principal?>(principals.OfTokenAsync)
        .Answers<RegisterApp, RegisteredApp>(apps.RegisterAsync)
        .Answers<AppCalled, App?>(apps.FindAsync)
        .Answers<AppWithId, App?>(apps.FindAsync)
        .Answers<CheckAuthorization, App>(grants.CheckAsync)
        .Answers<Authorize, string>(grants.AuthorizeAsync)
        .Answers<RedeemCode, IssuedToken>(grants.RedeemAsync)
        .Answers<GrantAppToken, IssuedToken>(grants.GrantToAppAsync)
        .Answers<IssueToken, IssuedToken>(grants.IssueAsync)
        .Answers<CreateToken, IssuedToken>(grants.CreateAsync)
        .Answers<RevokeToken, bool>(grants.RevokeAsync)
        .Answers<RevokeOwnToken, bool>(grants.RevokeOwnAsync)
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
        .Publishes<AccountSuspended>()
        .Publishes<AccountRestored>()
        .Publishes<AccountDeleted>()
        .Runs<EraseHistoryOfAccount, AccountId>()
        .Runs<FindAccountToReset, string>()
        .Runs<ForgetWhatExpired>();

    /// <summary>Once the last of them is gone: until then the journal tells of rows that stand.</summary>
    private void EraseHistory(AccountId account, EventContext context) => context.Effect(commit =>
    {
        if (!Remains.AreThere(commit, account))
            tasks.Add(commit, EraseHistoryOfAccount.Name, account.ToString(), account);
    });
}
