using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Text;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;

namespace Plaza.Authentication.Apps;

/// <summary>Registers apps and looks them up.</summary>
internal sealed class AppRegistration(AppRepository apps, Committer committer)
{
    private const int MaxNameLength = 120;
    private const int MaxWebsiteLength = 500;
    private const int MaxRedirects = 20;
    private const int MaxRedirectsLength = 4_000;

    public async ValueTask<AppCredentials> RegisterAsync(RegisterApp command, CancellationToken ct)
    {
        var name = command.Name.Trim();
        RequestRejectedException.ThrowIfInvalid(("client_name", NameErrorIn(name)));

        if (command.RedirectUris.Count is 0 or > MaxRedirects || command.RedirectUris.Sum(uri => uri.Length) > MaxRedirectsLength || !command.RedirectUris.All(RedirectUri.MayBeRegistered))
            throw RequestRejectedException.Invalid("redirect_uris", "Redirect URI must be an absolute URI.");

        if (command.Website is { } site && (site.Length > MaxWebsiteLength || !Uri.TryCreate(site, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
            throw RequestRejectedException.Invalid("website", "The website of an app is an http or https address.");

        var scopes = Scopes.Parse(command.Scopes.Length is 0 ? "read" : command.Scopes)
            ?? throw RequestRejectedException.Invalid("scopes", "The requested scope is invalid, unknown, or malformed.");
        string clientId = Secret.New(), secret = Secret.New();

        var id = await committer.CommitAsync(
            tx =>
            {
                var id = tx.NextId<AppId>();
                apps.Add(tx, new()
                {
                    Id = id,
                    ClientId = clientId,
                    SecretHash = Secret.Hash(secret),
                    Name = name,
                    Website = command.Website,
                    RedirectUris = string.Join('\n', command.RedirectUris),
                    Scopes = scopes.ToString(),
                    CreatedAt = tx.Now,
                });
                return id;
            },
            ct);

        return new(new(id, clientId, name, command.Website, command.RedirectUris, scopes), secret);
    }

    public async ValueTask<App?> FindAsync(GetAppByClientId query, CancellationToken ct) =>
        await apps.FindAsync(query.ClientId, ct) is { } row ? From(row) : null;

    public async ValueTask<App?> FindAsync(GetAppById query, CancellationToken ct) =>
        await apps.FindAsync(query.App, ct) is { } row ? From(row) : null;

    /// <summary>The error in a name that is blank or too long; null for none.</summary>
    public static string? NameErrorIn(string name) => name.Trim() is { Length: <= MaxNameLength } trimmed && !InvisibleCharacters.IsBlank(trimmed)
        ? null
        : $"An app has a name of 1 to {MaxNameLength} characters.";

    public static App From(AppRow row) =>
        new(row.Id, row.ClientId, row.Name, row.Website, row.RedirectUris.Split('\n'), Scopes.Parse(row.Scopes) ?? Scopes.None);
}
