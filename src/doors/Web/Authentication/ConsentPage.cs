using Plaza.Contracts.Authentication;
using Plaza.Queries.Accounts;

namespace Plaza.Web.Authentication;

internal sealed record ConsentPage(App App, AuthorizationRequest Request, AccountView Account)
{
    public IEnumerable<ScopeDescription> Scopes => ScopeDescription.Of(Contracts.Authentication.Scopes.Parse(Request.Scope) ?? Contracts.Authentication.Scopes.None);

    /// <summary>The website of the app; null unless it is an http or https URL.</summary>
    public Uri? Website => Uri.TryCreate(App.Website, UriKind.Absolute, out var page) && page.Scheme is "https" or "http" ? page : null;
}

internal sealed record CodePage(App App, string Code);
