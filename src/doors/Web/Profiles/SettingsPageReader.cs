using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;
using Plaza.Web.Authentication;
using Plaza.Web.Pages;

namespace Plaza.Web.Profiles;

/// <summary>Reads the settings page. The form of each section is in the folder of its space.</summary>
internal sealed class SettingsPageReader(AccountQueries accounts, UserQueries users, Visitor visitor)
{
    public async Task<SettingsPage> ReadAsync(CancellationToken ct)
    {
        var account = (await accounts.FindAsync(visitor.RequiredAccount, ct))!;
        return new(
            account,
            new ProfileForm { Name = account.Name == account.Handle ? "" : account.Name, Bio = account.Bio },
            (await users.FindAsync(visitor.RequiredAccount, ct))!,
            await users.GetConnectedAppsAsync(visitor.RequiredAccount, ct),
            await users.GetSessionsAsync(visitor.RequiredAccount, ct),
            visitor.Session);
    }
}

internal sealed record SettingsPage(
    AccountView Account, ProfileForm Profile, UserView User, List<ConnectedAppView> Grants, List<SessionView> Sessions, SessionId ThisSession)
{
    /// <summary>A message about the command that led to this page; null for none.</summary>
    public string? Saved { get; init; }

    public EmailForm Email { get; init; } = new();
}
