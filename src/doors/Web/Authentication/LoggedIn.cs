using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Plaza.Contracts.Ids;

namespace Plaza.Web.Authentication;

public static class LoggedIn
{
    extension(HttpContext http)
    {
        /// <summary>Whose browser asks, by its cookie; null for a stranger's. Looked up once for each request.</summary>
        public async Task<AccountId?> LoggedInAsync()
        {
            var session = await http.AuthenticateAsync(SessionAuthentication.Scheme);
            return (session.Principal?.Identity as SessionIdentity)?.Principal.Account;
        }
    }
}
