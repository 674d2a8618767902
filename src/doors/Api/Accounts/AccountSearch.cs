using Plaza.Api.Search;
using Plaza.Api.Wire;
using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;

namespace Plaza.Api.Accounts;

/// <summary>Finds accounts by the beginning of their handle, or by the address of their page.</summary>
internal sealed class AccountSearch(AccountQueries accounts, ApiUrls at)
{
    /// <param name="follower">Only whom this account follows; null for all.</param>
    public async Task<List<AccountView>> FindAsync(string query, int most, AccountId? follower, CancellationToken ct)
    {
        var address = PageAddress.Read(query, at);
        if (address is { Post: not null })
            return [];

        var name = address?.Handle ?? query.Trim();
        if (name.Trim('@').Length is 0 || name.Contains('/', StringComparison.Ordinal))
            return [];

        var exact = await accounts.FindByAcctAsync(name, at, ct) is { IsSuspended: false } account ? account : null;
        var start = name.TrimStart('@');
        var found = address is not null || start.Contains('@', StringComparison.Ordinal) ? [] : await accounts.SearchAsync(start, most, ct);
        var all = found.Where(one => one.Id != exact?.Id).Prepend(exact).OfType<AccountView>().Take(most).ToList();

        return follower is { } reader ? await FollowedAsync(all, reader, ct) : all;
    }

    private async Task<List<AccountView>> FollowedAsync(List<AccountView> found, AccountId reader, CancellationToken ct)
    {
        var relationships = await accounts.GetRelationshipsAsync(reader, [.. found.Select(account => account.Id)], ct);
        return [.. found.Zip(relationships).Where(pair => pair.Second.Follows).Select(pair => pair.First)];
    }
}
