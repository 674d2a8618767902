using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Web.Authentication;
using Plaza.Web.Filters;

namespace Plaza.Web.Pages;

/// <summary>The visitor of the page; scoped to the request.</summary>
internal sealed class Visitor
{
    public Principal? Principal { get; private set; }

    /// <summary>Null for an anonymous visitor.</summary>
    public AccountId? Account => Principal?.Account;

    /// <summary>The account of a logged-in visitor; only for actions with <see cref="RequireLoginAttribute"/>.</summary>
    public AccountId RequiredAccount => Account ?? throw new InvalidOperationException("The visitor is not logged in.");

    public SessionId Session => Principal?.Session ?? throw new InvalidOperationException("The visitor is not logged in.");

    public string Handle => Principal?.Handle ?? "";

    public bool IsLoggedIn => Account is not null;

    public bool IsAdmin => Principal?.IsAdmin is true;

    /// <summary>The number of unread notifications, for the badge.</summary>
    public int Unread { get; set; }

    /// <summary>Path and query of the current page, to return to after a form was sent. Escaped.</summary>
    public string ReturnPath { get; private set; } = "/home";

    public bool Is(AccountId account) => Account == account;

    public async Task LoadAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            ReturnPath = http.Request.GetEncodedPathAndQuery();

        var session = await http.AuthenticateAsync(SessionAuthentication.Scheme);
        if (session.Principal?.Identity is SessionIdentity identity)
            Become(http, identity);
    }

    /// <summary>Continues the request with this session, to which antiforgery tokens are bound as well.</summary>
    public void Become(HttpContext http, SessionIdentity identity)
    {
        Principal = identity.Principal;
        http.User = new(identity);
    }

    /// <summary>Continues as an anonymous visitor: after a fault the database is not queried again.</summary>
    public void ClearPrincipal(HttpContext http)
    {
        Principal = null;
        http.User = new();
    }
}
