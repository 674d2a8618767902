using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;
using Plaza.Queries.Posts;
using Plaza.Spaces.Requests;
using Plaza.Web.Pages;
using Plaza.Web.Profiles;

namespace Plaza.Web.Posts;

/// <summary>Base of boosts and favourites: lists the accounts, and returns from a form to the page that contained it.</summary>
internal abstract class ReactionController(IRequestBus bus, PostQueries posts, ProfilePageReader profiles, Visitor visitor) : Controller
{
    private const int MaxAccounts = 80;

    protected PostQueries Posts => posts;

    protected AccountId Account => visitor.RequiredAccount;

    protected async Task<ViewResult> ListAsync(
        string handle, string id, string title, Func<PostId, int, CancellationToken, Task<List<AccountView>>> read, CancellationToken ct)
    {
        var post = await posts.FindByPathAsync(handle, id, visitor.Account, ct);
        var accounts = await read(post.Id, MaxAccounts, ct);
        return View("Reactions", new ReactionPage(post, title, await profiles.ItemsAsync([.. accounts.Where(account => !account.IsSuspended)], ct)));
    }

    protected async Task<SeeOtherResult> SendAsync<TResponse>(
        string handle, string id, string? returnTo, Func<PostId, IRequest<TResponse>> command, CancellationToken ct)
    {
        var post = await posts.FindByPathAsync(handle, id, visitor.Account, ct);
        await bus.SendAsync(command(post.Id), ct);
        return new SeeOtherResult(ReturnUrl.PageOr(HttpContext, returnTo, PostPath.Of(post)));
    }
}

internal sealed record ReactionPage(PostView Post, string Title, IReadOnlyList<AccountListItem> People);
