using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;
using Plaza.Web.Layout;

namespace Plaza.Web.Authentication;

/// <summary>Taking back what an app was allowed.</summary>
[SignedIn]
internal sealed class ConnectedAppsController(IRequestBus bus, Visitor visitor) : Controller
{
    [HttpPost("/settings/apps/revoke")]
    public async Task<SeeOther> RevokeAsync([FromForm] string? id, CancellationToken ct)
    {
        var token = TokenId.TryParse(id, out var read) ? read : throw RefusedException.NotFound();
        await bus.AskAsync(new RevokeOwnToken(visitor.Self, token), ct);
        return new SeeOther("/settings?saved=app");
    }
}
