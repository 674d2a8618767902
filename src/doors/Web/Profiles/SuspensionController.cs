using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Profiles;

/// <summary>Suspends and unsuspends accounts. For admins.</summary>
[RequireLogin, RequireAdmin]
internal sealed class SuspensionController(IRequestBus bus, Visitor visitor, ProfilePageReader profiles) : Controller
{
    [HttpPost("/@{handle}/suspend")]
    public async Task<SeeOtherResult> SuspendAsync(string handle, CancellationToken ct)
    {
        var account = await profiles.FindAsync(handle, ct);
        await bus.SendAsync(new SuspendAccount(account.Id) { By = visitor.RequiredAccount }, ct);
        return new SeeOtherResult($"/@{account.Handle}");
    }

    [HttpPost("/@{handle}/restore")]
    public async Task<SeeOtherResult> RestoreAsync(string handle, CancellationToken ct)
    {
        var account = await profiles.FindAsync(handle, ct);
        await bus.SendAsync(new RestoreAccount(account.Id), ct);
        return new SeeOtherResult($"/@{account.Handle}");
    }
}
