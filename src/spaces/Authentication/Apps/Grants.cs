using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;
using Plaza.Queries.Accounts;

namespace Plaza.Authentication.Apps;

/// <summary>Authorization codes and tokens of OAuth 2.0 (RFC 6749), as RFC 9700 recommends.</summary>
internal sealed class Grants(
    AppRepository apps, AuthorizationCodeRepository codes, TokenRepository tokens, AccountAccess access, Committer committer, TimeProvider clock)
{
    /// <summary>256 bits in hexadecimal digits.</summary>
    private const int KeyLength = 64;

    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    /// <summary>Longer than for a redirect, since the user copies the code by hand (ADR 52).</summary>
    private static readonly TimeSpan OutOfBandCodeLifetime = TimeSpan.FromMinutes(10);

    public async ValueTask<App> CheckAsync(ValidateAuthorization query, CancellationToken ct)
    {
        var app = await AppAsync(query.ClientId, ct);
        if (!AppRegistration.From(app).RedirectUris.Any(registered => RedirectUri.Matches(registered, query.RedirectUri)))
            throw new OAuthException("invalid_redirect_uri", "The redirect uri included is not valid.");

        _ = ScopesOf(app, query.Scopes);
        _ = CodeChallenge.Parse(query.CodeChallenge, query.CodeChallengeMethod);
        return AppRegistration.From(app);
    }

    public async ValueTask<string> AuthorizeAsync(CreateAuthorizationCode command, CancellationToken ct)
    {
        await CheckAsync(new(command.ClientId, command.RedirectUri, command.Scopes, command.CodeChallenge, command.CodeChallengeMethod), ct);
        var app = await AppAsync(command.ClientId, ct);
        var code = Secret.New();

        await committer.CommitAsync(
            tx =>
            {
                RequireActive(tx, command.Account);
                RequireApp(tx, app.Id);
                access.Add(tx, new AuthorizationCodeRow
                {
                    Hash = Secret.Hash(code),
                    App = app.Id,
                    Account = command.Account,
                    RedirectUri = command.RedirectUri,
                    Scopes = ScopesOf(app, command.Scopes).ToString(),
                    Challenge = CodeChallenge.Parse(command.CodeChallenge, command.CodeChallengeMethod),
                    ExpiresAt = tx.Now + (command.RedirectUri is RegisterApp.OutOfBand ? OutOfBandCodeLifetime : CodeLifetime),
                });
                return true;
            },
            ct);

        return code;
    }

    public async ValueTask<IssuedToken> RedeemAsync(RedeemCode command, CancellationToken ct)
    {
        var app = await AuthenticateAsync(command.ClientId, command.ClientSecret, ct);
        var secret = Secret.New();

        return await committer.CommitAsync(tx => Redeem(tx, app, command, secret), ct)
            ?? throw new OAuthException(
                "invalid_grant",
                "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.");
    }

    public async ValueTask<IssuedToken> GrantToAppAsync(IssueClientToken command, CancellationToken ct)
    {
        var app = await AuthenticateAsync(command.ClientId, command.ClientSecret, ct);
        var scopes = ScopesOf(app, command.Scopes);
        var secret = Secret.New();
        return await committer.CommitAsync(
            tx =>
            {
                RequireApp(tx, app.Id);
                return Issue(tx, secret, app.Id, null, scopes).Issued;
            },
            ct);
    }

    public async ValueTask<IssuedToken> IssueAsync(IssueToken command, CancellationToken ct)
    {
        var scopes = Scopes.Parse(command.Scopes)
            ?? throw RequestRejectedException.Invalid("scopes", $"The scopes are some of: {string.Join(' ', Scopes.Supported)}.");
        var secret = Secret.New();
        return await committer.CommitAsync(
            tx =>
            {
                RequireActive(tx, command.Account);
                return Issue(tx, secret, null, command.Account, scopes).Issued;
            },
            ct);
    }

    /// <summary>
    /// Token and client id are derived from the key, so a form that is sent twice shows the same token twice. An app that has had a token is never
    /// deleted (ADR 52) and stores the key, so that sending the form again does not restore a revoked token.
    /// </summary>
    public async ValueTask<IssuedToken> CreateAsync(CreateToken command, CancellationToken ct)
    {
        var scopes = Scopes.Parse(command.Scopes);
        RequestRejectedException.ThrowIfInvalid(
            ("name", AppRegistration.NameErrorIn(command.Name)), ("scopes", scopes is null ? "Choose what the app may do." : null));
        if (command.Key.Length is not KeyLength || !command.Key.All(char.IsAsciiHexDigitLower))
            throw new RequestRejectedException(RejectionReason.Invalid, "Send the form once more.");

        var secret = Secret.From($"token {command.Account} {command.Key}");
        var clientId = Secret.From($"client {command.Account} {command.Key}");
        return await committer.CommitAsync(
            tx =>
            {
                RequireActive(tx, command.Account);
                if (tokens.Exists(tx, Secret.Hash(secret)))
                    return new(secret, scopes!, tx.Now);
                if (apps.Exists(tx, clientId))
                    throw new RequestRejectedException(RejectionReason.Invalid, "This form was used before, and its token has ended. Send it once more for a new token.");

                var app = tx.NextId<AppId>();
                apps.Add(tx, new()
                {
                    Id = app,
                    ClientId = clientId,
                    SecretHash = Secret.Hash(Secret.New()),
                    Name = command.Name.Trim(),
                    RedirectUris = RegisterApp.OutOfBand,
                    Scopes = scopes!.ToString(),
                    CreatedAt = tx.Now,
                });
                RequireApp(tx, app);
                return Issue(tx, secret, app, command.Account, scopes).Issued;
            },
            ct);
    }

    public async ValueTask<bool> RevokeAsync(RevokeToken command, CancellationToken ct)
    {
        var app = await AuthenticateAsync(command.ClientId, command.ClientSecret, ct);
        var hash = Secret.Hash(command.Token);
        return await committer.CommitAsync(
            tx => Revoked(tx, tokens.Remove(tx, hash, app.Id)) || (tokens.Exists(tx, hash)
                ? throw new OAuthException("unauthorized_client", "You are not authorized to revoke this token")
                : false),
            ct);
    }

    public async ValueTask<bool> RevokeOwnAsync(RevokeOwnToken command, CancellationToken ct)
    {
        if (await tokens.OwnerAsync(command.Token, ct) != command.Account)
            throw RequestRejectedException.NotFound();

        return await committer.CommitAsync(tx => Revoked(tx, tokens.Remove(tx, command.Token)), ct);
    }

    /// <summary>Checked inside the transaction: the account may have been suspended or deleted since the command was sent.</summary>
    private void RequireActive(WriteTransaction tx, AccountId account)
    {
        if (AccountGuard.IsActive(tx, account) is not true)
            throw RequestRejectedException.Forbidden("This account is suspended or deleted.");
    }

    /// <summary>Checked inside the transaction: an unused app may have been deleted since it was looked up.</summary>
    private void RequireApp(WriteTransaction tx, AppId app)
    {
        if (!apps.MarkUsed(tx, app))
            throw UnknownClient();
    }

    /// <returns>Null when the code is invalid. The replay of a redeemed code revokes the token of the first redemption.</returns>
    private IssuedToken? Redeem(WriteTransaction tx, AppRow app, RedeemCode command, string secret)
    {
        var hash = Secret.Hash(command.Code);
        var found = codes.Find(tx, hash);
        var isTheirs = found is not null && found.App == app.Id && found.RedirectUri == command.RedirectUri;

        if (found is not { } code || !isTheirs || !CodeChallenge.IsMet(code.Challenge, command.CodeVerifier))
            return null;

        if (code.Token is { } first)
        {
            Revoked(tx, tokens.Remove(tx, first));
            return null;
        }

        if (code.ExpiresAt <= clock.GetUtcNow())
            return null;

        var (token, issued) = Issue(tx, secret, app.Id, code.Account, Scopes.Parse(code.Scopes)!);
        codes.Redeem(tx, hash, token);
        return issued;
    }

    private (TokenId Token, IssuedToken Issued) Issue(WriteTransaction tx, string secret, AppId? app, AccountId? account, Scopes scopes)
    {
        var token = tx.NextId<TokenId>();
        access.Add(tx, new TokenRow
        {
            Id = token,
            Hash = Secret.Hash(secret),
            App = app,
            Account = account,
            Scopes = scopes.ToString(),
            CreatedAt = tx.Now,
            UsedAt = account is null ? tx.Now : null,
        });

        if (account is { } user)
            tx.Publish(new TokenIssued(user, app, token));

        return (token, new(secret, scopes, tx.Now));
    }

    private static bool Revoked(WriteTransaction tx, (TokenId Token, AccountId? Account)? removed)
    {
        if (removed is not var (token, account))
            return false;

        tx.Publish(new TokenRevoked(token, account));
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

    private static Scopes ScopesOf(AppRow app, string requested)
    {
        var scopes = Scopes.Parse(requested.Length is 0 ? "read" : requested);
        return scopes is not null && Scopes.Parse(app.Scopes)!.Contain(scopes)
            ? scopes
            : throw new OAuthException("invalid_scope", "The requested scope is invalid, unknown, or malformed.");
    }
}
