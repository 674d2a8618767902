using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Authentication;

/// <summary>Ends sessions of the visitor in other browsers.</summary>
[RequireLogin]
internal sealed class SessionsController(IRequestBus bus, Visitor visitor) : Controller
{
    [HttpPost("/settings/sessions/end")]
    public async Task<SeeOtherResult> EndAsync([FromForm] string? id, CancellationToken ct)
    {
        var session = SessionId.TryParse(id, out var read) ? read : throw RequestRejectedException.NotFound();
        await bus.SendAsync(new EndSession(visitor.RequiredAccount, session), ct);
        return new SeeOtherResult("/settings?saved=session");
    }
}
