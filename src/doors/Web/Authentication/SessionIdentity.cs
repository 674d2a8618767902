using System.Security.Claims;
using Plaza.Contracts.Authentication;

namespace Plaza.Web.Authentication;

/// <summary>The identity of a session cookie. Its subject binds antiforgery tokens to the account.</summary>
internal sealed class SessionIdentity(Principal principal)
    : ClaimsIdentity([new("sub", principal.Account.ToString()!), new("name", principal.Handle)], SessionAuthentication.Scheme, "name", null)
{
    public Principal Principal => principal;
}
