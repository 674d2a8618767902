using Plaza.Contracts.Timelines;
using Plaza.Queries.Accounts;
using Plaza.Web.Pages;
using Plaza.Web.Posts;

namespace Plaza.Web.Timelines;

/// <summary>Reads the home page of the visitor.</summary>
internal sealed class HomePageReader(TimelinePageReader timelines, AccountQueries accounts, UserQueries users, Visitor visitor)
{
    public async Task<HomePage> ReadAsync(PageCursor cursor, CancellationToken ct)
    {
        var account = (await accounts.FindAsync(visitor.RequiredAccount, ct))!;
        return new(
            new ComposeForm(visitor.Handle) { Visibility = VisibilityOption.Of(account.Posting.Visibility).Value },
            await timelines.ReadAsync(paging => new GetHomeTimeline(visitor.RequiredAccount, paging), cursor, ct),
            account)
        {
            UnconfirmedEmail = await users.FindRecipientAsync(visitor.RequiredAccount, ct) is { IsConfirmed: false, Email: var email } ? email : null,
        };
    }
}

/// <param name="Account">The account of the card beside the timeline.</param>
internal sealed record HomePage(ComposeForm Compose, TimelinePage Timeline, AccountView Account)
{
    /// <summary>The path of the post that was just published.</summary>
    public string? Posted { get; init; }

    /// <summary>The e-mail address of the visitor; null once it is confirmed.</summary>
    public string? UnconfirmedEmail { get; init; }
}
