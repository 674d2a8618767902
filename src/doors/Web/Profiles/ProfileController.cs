using Microsoft.AspNetCore.Mvc;
using Plaza.Web.Pages;

namespace Plaza.Web.Profiles;

/// <summary>The page of an account.</summary>
internal sealed class ProfileController(ProfilePageReader profiles) : Controller
{
    [HttpGet("/@{handle}")]
    public async Task<ViewResult> ShowAsync(
        string handle,
        [FromQuery] string? with,
        [FromQuery(Name = "max_id")] string? max,
        [FromQuery(Name = "min_id")] string? min,
        CancellationToken ct)
    {
        var account = await profiles.FindAsync(handle, ct);
        return View("Profile", await profiles.ReadAsync(account, PageCursor.Read(max, min), with is "replies", ct));
    }
}
