using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;
using Plaza.Queries.Accounts;

namespace Plaza.Authentication.Apps;

/// <summary>Consent, codes and tokens: OAuth 2.0 (RFC 6749) with the advice of RFC 9700.</summary>
internal sealed class Grants(
    AppRepository apps, AuthorizationCodeRepository codes, TokenRepository tokens, AccountAccess access, Committer committer, TimeProvider clock)
{
    /// <summary>256 bits in hexadecimal digits.</summary>
    private const int KeyLength = 64;

    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    /// <summary>People copy the code of the out-of-band redirect by hand (ADR 52).</summary>
    private static readonly TimeSpan OutOfBandCodeLifetime = TimeSpan.FromMinutes(10);

    public async ValueTask<App> CheckAsync(ValidateAuthorization question, CancellationToken ct)
    {
        var app = await AppAsync(question.ClientId, ct);
        if (!AppRegistration.From(app).RedirectUris.Any(registered => RedirectUri.Matches(registered, question.RedirectUri)))
            throw new OAuthException("invalid_redirect_uri", "The redirect uri included is not valid.");

        _ = ScopesOf(app, question.Scopes);
        _ = CodeChallenge.Parse(question.CodeChallenge, question.CodeChallengeMethod);
        return AppRegistration.From(app);
    }

    public async ValueTask<string> AuthorizeAsync(CreateAuthorizationCode order, CancellationToken ct)
    {
        await CheckAsync(new(order.ClientId, order.RedirectUri, order.Scopes, order.CodeChallenge, order.CodeChallengeMethod), ct);
        var app = await AppAsync(order.ClientId, ct);
        var code = Secret.New();

        await committer.CommitAsync(
            commit =>
            {
                RequireActive(commit, order.Account);
                RequireApp(commit, app.Id);
                access.Add(commit, new AuthorizationCodeRow
                {
                    Hash = Secret.Hash(code),
                    App = app.Id,
                    Account = order.Account,
                    RedirectUri = order.RedirectUri,
                    Scopes = ScopesOf(app, order.Scopes).ToString(),
                    Challenge = CodeChallenge.Parse(order.CodeChallenge, order.CodeChallengeMethod),
                    ExpiresAt = commit.Now + (order.RedirectUri is RegisterApp.OutOfBand ? OutOfBandCodeLifetime : CodeLifetime),
                });
                return true;
            },
            ct);

        return code;
    }

    public async ValueTask<IssuedToken> RedeemAsync(RedeemCode order, CancellationToken ct)
    {
        var app = await AuthenticateAsync(order.ClientId, order.ClientSecret, ct);
        var secret = Secret.New();

        return await committer.CommitAsync(commit => Redeem(commit, app, order, secret), ct)
            ?? throw new OAuthException(
                "invalid_grant",
                "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.");
    }

    public async ValueTask<IssuedToken> GrantToAppAsync(IssueClientToken order, CancellationToken ct)
    {
        var app = await AuthenticateAsync(order.ClientId, order.ClientSecret, ct);
        var scopes = ScopesOf(app, order.Scopes);
        var secret = Secret.New();
        return await committer.CommitAsync(
            commit =>
            {
                RequireApp(commit, app.Id);
                return Issue(commit, secret, app.Id, null, scopes).Issued;
            },
            ct);
    }

    public async ValueTask<IssuedToken> IssueAsync(IssueToken order, CancellationToken ct)
    {
        var scopes = Scopes.Parse(order.Scopes)
            ?? throw RequestRejectedException.Invalid("scopes", $"The scopes are some of: {string.Join(' ', Scopes.Supported)}.");
        var secret = Secret.New();
        return await committer.CommitAsync(
            commit =>
            {
                RequireActive(commit, order.Account);
                return Issue(commit, secret, null, order.Account, scopes).Issued;
            },
            ct);
    }

    /// <summary>The token comes from the key, so that a form that is sent twice shows the same token twice.</summary>
    public async ValueTask<IssuedToken> CreateAsync(CreateToken command, CancellationToken ct)
    {
        var name = AppRegistration.NameOf(command.Name, "name");
        var scopes = Scopes.Parse(command.Scopes) ?? throw RequestRejectedException.Invalid("scopes", "Choose what the app may do.");
        if (command.Key.Length is not KeyLength || !command.Key.All(char.IsAsciiHexDigitLower))
            throw RequestRejectedException.Invalid("key", "Reload the page and send the form again.");

        var secret = Secret.From($"{command.Account} {command.Key}");
        return await committer.CommitAsync(
            tx =>
            {
                RequireActive(tx, command.Account);
                if (tokens.Exists(tx, Secret.Hash(secret)))
                    return new(secret, scopes, tx.Now);

                var app = tx.NextId<AppId>();
                apps.Add(tx, new()
                {
                    Id = app,
                    ClientId = Secret.New(),
                    SecretHash = Secret.Hash(Secret.New()),
                    Name = name,
                    RedirectUris = RegisterApp.OutOfBand,
                    Scopes = scopes.ToString(),
                    CreatedAt = tx.Now,
                });
                RequireApp(tx, app);
                return Issue(tx, secret, app, command.Account, scopes).Issued;
            },
            ct);
    }

    public async ValueTask<bool> RevokeAsync(RevokeToken order, CancellationToken ct)
    {
        var app = await AuthenticateAsync(order.ClientId, order.ClientSecret, ct);
        var hash = Secret.Hash(order.Token);
        return await committer.CommitAsync(
            commit => Revoked(commit, tokens.Remove(commit, hash, app.Id)) || (tokens.Exists(commit, hash)
                ? throw new OAuthException("unauthorized_client", "You are not authorized to revoke this token")
                : false),
            ct);
    }

    public async ValueTask<bool> RevokeOwnAsync(RevokeOwnToken order, CancellationToken ct)
    {
        if (await tokens.OwnerAsync(order.Token, ct) != order.Account)
            throw RequestRejectedException.NotFound();

        return await committer.CommitAsync(commit => Revoked(commit, tokens.Remove(commit, order.Token)), ct);
    }

    /// <summary>The account may have been suspended or deleted since the command was sent.</summary>
    private void RequireActive(WriteTransaction commit, AccountId account)
    {
        if (AccountGuard.IsActive(commit, account) is not true)
            throw RequestRejectedException.Forbidden("This account is suspended or deleted.");
    }

    /// <summary>An app that was never used may have been deleted since it was looked up.</summary>
    private void RequireApp(WriteTransaction commit, AppId app)
    {
        if (!apps.MarkUsed(commit, app))
            throw UnknownClient();
    }

    /// <returns>Null when the code is not worth a token. One that was redeemed before costs the first token too.</returns>
    private IssuedToken? Redeem(WriteTransaction commit, AppRow app, RedeemCode order, string secret)
    {
        var hash = Secret.Hash(order.Code);
        var found = codes.Find(commit, hash);
        var isTheirs = found is not null && found.App == app.Id && found.RedirectUri == order.RedirectUri;

        if (found is not { } code || !isTheirs || !CodeChallenge.IsMet(code.Challenge, order.CodeVerifier))
            return null;

        if (code.Token is { } first)
        {
            Revoked(commit, tokens.Remove(commit, first));
            return null;
        }

        if (code.ExpiresAt <= clock.GetUtcNow())
            return null;

        var (token, issued) = Issue(commit, secret, app.Id, code.Account, Scopes.Parse(code.Scopes)!);
        codes.Redeem(commit, hash, token);
        return issued;
    }

    private (TokenId Token, IssuedToken Issued) Issue(WriteTransaction commit, string secret, AppId? app, AccountId? account, Scopes scopes)
    {
        var token = commit.NextId<TokenId>();
        access.Add(commit, new TokenRow
        {
            Id = token,
            Hash = Secret.Hash(secret),
            App = app,
            Account = account,
            Scopes = scopes.ToString(),
            CreatedAt = commit.Now,
            UsedAt = account is null ? commit.Now : null,
        });

        if (account is { } user)
            commit.Publish(new TokenIssued(user, app, token));

        return (token, new(secret, scopes, commit.Now));
    }

    private static bool Revoked(WriteTransaction commit, (TokenId Token, AccountId? Account)? removed)
    {
        if (removed is not var (token, account))
            return false;

        commit.Publish(new TokenRevoked(token, account));
        return true;
    }

    private async Task<AppRow> AppAsync(string clientId, CancellationToken ct) =>
        await apps.FindAsync(clientId, ct)
        ?? throw UnknownClient();

    private async Task<AppRow> AuthenticateAsync(string clientId, string? secret, CancellationToken ct)
    {
        var app = await AppAsync(clientId, ct);
        return Secret.Matches(secret ?? "", app.SecretHash)
            ? app
            : throw UnknownClient();
    }

    private static OAuthException UnknownClient() =>
        new("invalid_client", "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.");

    private static Scopes ScopesOf(AppRow app, string asked)
    {
        var scopes = Scopes.Parse(asked.Length is 0 ? "read" : asked);
        return scopes is not null && Scopes.Parse(app.Scopes)!.Contain(scopes)
            ? scopes
            : throw new OAuthException("invalid_scope", "The requested scope is invalid, unknown, or malformed.");
    }
}
