using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Http.Callers;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Requests;
using Plaza.Web.Errors;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Authentication;

/// <summary>Deletes the visitor's own account for good. Requires the password.</summary>
[RequireLogin]
internal sealed class AccountDeletionController(IRequestBus bus, Visitor visitor, SessionCookie cookie, AccountQueries accounts) : Controller
{
    [HttpGet("/settings/delete")]
    public async Task<ViewResult> ShowFormAsync(CancellationToken ct) => View("AccountDeletion", await accounts.FindAsync(visitor.RequiredAccount, ct));

    [HttpPost("/settings/delete")]
    public async Task<IActionResult> DeleteAsync([FromForm] string? password, CancellationToken ct)
    {
        if (!await bus.SendAsync(new VerifyPassword(visitor.RequiredAccount, password ?? ""), ct))
            return this.RedisplayForm("AccountDeletion", (await accounts.FindAsync(visitor.RequiredAccount, ct))!, RequestRejectedException.Invalid("password", "That is not your password."));

        await bus.SendAsync(new DeleteAccount(visitor.RequiredAccount), ct);
        cookie.Remove(Response);
        return new SeeOtherResult("/");
    }
}
