using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Mail;
using Plaza.Contracts.Notifications;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Spaces.Requests;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Every command of every space is rejected inside the commit when its principal was revoked before (H5).</summary>
public sealed class RevokedPrincipalTests(IsolatedServerFixture square) : IClassFixture<IsolatedServerFixture>
{
    private readonly PlazaTestServer _plaza = square.Server;

    private AccountId Bob => Account("{bob}");

    public static TheoryData<string> Commands =>
    [
        "publish", "delete", "boost", "unboost", "favourite", "unfavourite", "follow", "unfollow", "profile", "mail",
        "read", "dismiss", "clear", "authorize", "end session", "revoke token", "delete account", "suspend", "restore", "password",
    ];

    [Theory, MemberData(nameof(Commands))]
    public async Task A_command_of_a_session_that_has_ended_changes_nothing(string command)
    {
        var carol = await _plaza.CreateAccountAsync("carol", isAdmin: true);
        var app = await ClientApp.RegisterAsync(_plaza);
        await carol.FollowAsync(await _plaza.CreateAccountAsync("dan"));
        var started = await _plaza.AskAsync(new LogIn(carol.Handle, TestAccount.Password, ""));
        var principal = await _plaza.AskAsync(new GetPrincipalBySession(started.Secret));
        await _plaza.AskAsync(new LogOut(started.Session));
        await _plaza.QuietAsync();
        var rows = _plaza.Rows();

        await Should.ThrowAsync<PrincipalRevokedException>(async () =>
        {
            Principal.Current = principal;
            await AskAsync(command, carol, app);
        });

        _plaza.Rows().ShouldBe(rows);
    }

    [Fact]
    public async Task A_command_of_an_account_that_is_no_admin_any_more_is_refused()
    {
        var carol = await _plaza.CreateAccountAsync("carol", isAdmin: true);
        var principal = await _plaza.AskAsync(new GetPrincipalByToken(carol.Token));
        _plaza.Change($"update accounts set is_admin = false where id = {carol.Account}");

        await Should.ThrowAsync<PrincipalRevokedException>(async () =>
        {
            Principal.Current = principal;
            await _plaza.AskAsync(new SuspendAccount(Bob));
        });
    }

    [Fact]
    public async Task A_consent_that_waits_behind_a_suspension_gives_no_code()
    {
        var carol = await _plaza.CreateAccountAsync("carol");
        var app = await ClientApp.RegisterAsync(_plaza);
        var principal = await _plaza.AskAsync(new GetPrincipalByToken(carol.Token));
        var codes = _plaza.Rows()["authorization_codes"];
        using var gate = new WriterBlocker();
        var blocked = gate.BlockAsync(_plaza.Services.GetRequiredService<Committer>());

        var suspended = _plaza.AskAsync(new SuspendAccount(carol.Account)).AsTask();
        var consent = ActAsync(principal, new CreateAuthorizationCode(carol.Account, app.Id, app.Redirect, "read"));
        var unauthenticated = ActAsync(null, new CreateAuthorizationCode(carol.Account, app.Id, app.Redirect, "read"));
        gate.Open();

        await blocked;
        (await suspended).ShouldBeTrue();
        await Should.ThrowAsync<PrincipalRevokedException>(() => consent);
        await Should.ThrowAsync<RequestRejectedException>(() => unauthenticated);
        _plaza.Rows()["authorization_codes"].ShouldBe(codes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_code_or_an_operators_token_behind_a_suspension_or_deletion_is_worth_nothing(bool isDeleted)
    {
        var carol = await _plaza.CreateAccountAsync("carol");
        var app = await ClientApp.RegisterAsync(_plaza);
        var code = await _plaza.AskAsync(new CreateAuthorizationCode(carol.Account, app.Id, app.Redirect, "read"));
        var tokens = _plaza.Rows()["tokens"];
        using var gate = new WriterBlocker();
        var blocked = gate.BlockAsync(_plaza.Services.GetRequiredService<Committer>());

        var ended = _plaza.AskAsync<bool>(isDeleted ? new DeleteAccount(carol.Account) : new SuspendAccount(carol.Account)).AsTask();
        var redeemed = ActAsync(null, new RedeemCode(app.Id, app.Secret, code, app.Redirect, null));
        var issued = ActAsync(null, new IssueToken(carol.Account, "read"));
        gate.Open();

        await blocked;
        await ended;
        (await Should.ThrowAsync<OAuthException>(() => redeemed)).Error.ShouldBe("invalid_grant");
        await Should.ThrowAsync<RequestRejectedException>(() => issued);
        _plaza.Rows()["tokens"].ShouldBe(tokens - 1);
    }

    private async Task<T> ActAsync<T>(Principal? principal, IRequest<T> command)
    {
        Principal.Current = principal;
        return await _plaza.AskAsync(command);
    }

    private async Task AskAsync(string command, TestAccount carol, ClientApp app)
    {
        var (account, post) = (carol.Account, Post("{post}"));
        _ = command switch
        {
            "publish" => await _plaza.AskAsync(new PublishPost(account, "too late", Visibility.Public)) != default,
            "delete" => await _plaza.AskAsync(new DeletePost(post, account) { AsAdmin = true }),
            "boost" => await _plaza.AskAsync(new BoostPost(account, post)) != default,
            "unboost" => await _plaza.AskAsync(new WithdrawBoost(account, post)),
            "favourite" => await _plaza.AskAsync(new FavouritePost(account, post)),
            "unfavourite" => await _plaza.AskAsync(new WithdrawFavourite(account, post)),
            "follow" => await _plaza.AskAsync(new Follow(account, Bob)),
            "unfollow" => await _plaza.AskAsync(new Unfollow(account, Bob)),
            "profile" => await _plaza.AskAsync(new UpdateProfile(account, "Late", "too late")),
            "mail" => await _plaza.AskAsync(new SetMentionMail(account, false)),
            "read" => await _plaza.AskAsync(new MarkNotificationsRead(account, new(1))),
            "dismiss" => await _plaza.AskAsync(new DismissNotification(account, new(1))),
            "clear" => await _plaza.AskAsync(new ClearNotifications(account)),
            "authorize" => await _plaza.AskAsync(new CreateAuthorizationCode(account, app.Id, app.Redirect, "read")) is "",
            "end session" => await _plaza.AskAsync(new EndSession(account, new(1))),
            "revoke token" => await _plaza.AskAsync(new RevokeOwnToken(account, await TokenAsync(carol))),
            "delete account" => await _plaza.AskAsync(new DeleteAccount(account)),
            "suspend" => await _plaza.AskAsync(new SuspendAccount(Bob)),
            "restore" => await _plaza.AskAsync(new RestoreAccount(Bob)),
            _ => await _plaza.AskAsync(new ChangePassword(account, TestAccount.Password, "a better battery staple", default)) is var _,
        };
    }

    private async Task<TokenId> TokenAsync(TestAccount person) => (await _plaza.AskAsync(new GetPrincipalByToken(person.Token)))!.Token!.Value;

    private AccountId Account(string name) => AccountId.TryParse(square.Fill(name), out var id) ? id : default;

    private PostId Post(string name) => PostId.TryParse(square.Fill(name), out var id) ? id : default;
}
