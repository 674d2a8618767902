using Plaza.Api.Search;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;

namespace Plaza.Api.Accounts;

/// <summary>Finds accounts by the start of their handle, or by the URL of their profile page.</summary>
internal sealed class AccountSearch(AccountQueries accounts, ApiUrls urls)
{
    /// <param name="follower">Only accounts that this account follows; null for all.</param>
    public async Task<List<AccountView>> FindAsync(string query, int limit, AccountId? follower, CancellationToken ct)
    {
        var url = PageUrl.Read(query, urls);
        if (url is { Post: not null })
            return [];

        var name = url?.Handle ?? query.Trim();
        if (name.Trim('@').Length is 0 || name.Contains('/', StringComparison.Ordinal))
            return [];

        var exact = await accounts.FindByAcctAsync(name, urls, ct) is { IsSuspended: false } account ? account : null;
        var start = name.TrimStart('@');
        var found = url is not null || start.Contains('@', StringComparison.Ordinal) ? [] : await accounts.SearchAsync(start, limit, ct);
        var all = found.Where(one => one.Id != exact?.Id).Prepend(exact).OfType<AccountView>().Take(limit).ToList();

        return follower is { } reader ? await FollowedAsync(all, reader, ct) : all;
    }

    private async Task<List<AccountView>> FollowedAsync(List<AccountView> found, AccountId reader, CancellationToken ct)
    {
        var relationships = await accounts.GetRelationshipsAsync(reader, [.. found.Select(account => account.Id)], ct);
        return [.. found.Zip(relationships).Where(pair => pair.Second.Follows).Select(pair => pair.First)];
    }
}
