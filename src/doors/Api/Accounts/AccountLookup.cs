using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;
using Plaza.Queries.Accounts;

namespace Plaza.Api.Accounts;

/// <summary>Look-ups of accounts that respond with 404 when the account does not exist.</summary>
internal static class AccountLookup
{
    extension(AccountQueries accounts)
    {
        public async Task<AccountView> GetAsync(AccountId account, CancellationToken ct) =>
            await accounts.FindAsync(account, ct) ?? throw ApiException.NotFound();

        /// <param name="name"><c>ada</c>, <c>@ada</c> or <c>ada@this.server</c>.</param>
        public async Task<AccountView?> FindByAcctAsync(string name, ApiUrls urls, CancellationToken ct)
        {
            var parts = name.Trim().TrimStart('@').Split('@');
            var isOurs = parts.Length is 1 || (parts.Length is 2 && parts[1].Equals(urls.Domain, StringComparison.OrdinalIgnoreCase));
            return isOurs && parts[0].Length > 0 ? await accounts.FindAsync(parts[0], ct) : null;
        }
    }
}
