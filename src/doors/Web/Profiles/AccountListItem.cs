using Plaza.Queries.Accounts;


namespace Plaza.Web.Profiles;

/// <summary>An account in a list, and whether the viewer follows it.</summary>
internal sealed record AccountListItem(AccountView Account, bool IsFollowed);
