using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;
using Plaza.Queries.Accounts;
using Plaza.Spaces.Requests;
using Plaza.Web.Filters;
using Plaza.Web.Pages;

namespace Plaza.Web.Profiles;

/// <summary>Follows and unfollows accounts, and lists followers and follows.</summary>
internal sealed class FollowsController(IRequestBus bus, ProfilePageReader profiles, AccountQueries accounts, Visitor visitor) : Controller
{
    [HttpGet("/@{handle}/followers")]
    public Task<ViewResult> FollowersAsync(
        string handle, [FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, CancellationToken ct) =>
        ShowAsync(handle, isFollowers: true, PageCursor.Read(max, min), accounts.GetFollowersAsync, ct);

    [HttpGet("/@{handle}/following")]
    public Task<ViewResult> FollowingAsync(
        string handle, [FromQuery(Name = "max_id")] string? max, [FromQuery(Name = "min_id")] string? min, CancellationToken ct) =>
        ShowAsync(handle, isFollowers: false, PageCursor.Read(max, min), accounts.GetFollowingAsync, ct);

    [RequireLogin, HttpPost("/@{handle}/follow")]
    public async Task<SeeOtherResult> FollowAsync(string handle, [FromForm] string? @return, CancellationToken ct)
    {
        var account = await profiles.FindAsync(handle, ct);
        await bus.SendAsync(new Follow(visitor.RequiredAccount, account.Id), ct);
        return new SeeOtherResult(ReturnUrl.PageOr(HttpContext, @return, $"/@{account.Handle}"));
    }

    [RequireLogin, HttpPost("/@{handle}/unfollow")]
    public async Task<SeeOtherResult> UnfollowAsync(string handle, [FromForm] string? @return, CancellationToken ct)
    {
        var account = await profiles.FindAsync(handle, ct);
        await bus.SendAsync(new Unfollow(visitor.RequiredAccount, account.Id), ct);
        return new SeeOtherResult(ReturnUrl.PageOr(HttpContext, @return, $"/@{account.Handle}"));
    }

    private async Task<ViewResult> ShowAsync(
        string handle,
        bool isFollowers,
        PageCursor cursor,
        Func<AccountId, PageRequest, CancellationToken, Task<List<(FollowId At, AccountView Account)>>> read,
        CancellationToken ct)
    {
        var account = await profiles.FindAsync(handle, ct);
        var slice = cursor.Slice(await read(account.Id, cursor.Paging, ct), follow => follow.At.Value);
        var people = await profiles.ItemsAsync([.. slice.Items.Select(follow => follow.Account)], ct);
        return View("Follows", new FollowsPage(account, isFollowers, people, slice.Pager));
    }
}

internal sealed record FollowsPage(AccountView Account, bool IsFollowers, IReadOnlyList<AccountListItem> People, Pager Pager);
