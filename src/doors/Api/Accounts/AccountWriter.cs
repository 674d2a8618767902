using System.Text.Json;
using Microsoft.Extensions.Options;
using Plaza.Api.Wire;
using Plaza.Contracts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;

namespace Plaza.Api.Accounts;

/// <summary>Writes accounts for clients, once for as long as they do not change.</summary>
internal sealed class AccountWriter(ApiUrls at, IOptions<ServerOptions> place)
{
    private static readonly FragmentKey<byte[]> ForAll = new();
    private static readonly FragmentKey<byte[]> ForUser = new();

    /// <summary>As everyone sees it.</summary>
    public byte[] Json(AccountView account) =>
        account.Renderings.Find(ForAll) ?? account.Renderings.Set(ForAll, Write(AccountJson.From(account, at)));

    /// <summary>As the user whose account it is sees it.</summary>
    public byte[] JsonForUser(AccountView account) =>
        account.Renderings.Find(ForUser) ?? account.Renderings.Set(ForUser, Write(AccountJson.OfUser(account, at, place.Value.Language)));

    private static byte[] Write(AccountJson account) => JsonSerializer.SerializeToUtf8Bytes(account, ApiResults.TypeOf<AccountJson>());
}
