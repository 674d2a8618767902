using System.Text.Json;
using Microsoft.Extensions.Options;
using Plaza.Api.Json;
using Plaza.Contracts;
using Plaza.Queries.Accounts;
using Plaza.Queries.Caching;

namespace Plaza.Api.Accounts;

/// <summary>Serializes accounts to JSON; the bytes are cached with the account until it changes.</summary>
internal sealed class AccountWriter(ApiUrls urls, IOptions<ServerOptions> server)
{
    private static readonly FragmentKey<byte[]> ForAll = new();
    private static readonly FragmentKey<byte[]> ForUser = new();

    /// <summary>The account as everyone sees it.</summary>
    public byte[] Json(AccountView account) =>
        account.Renderings.Find(ForAll) ?? account.Renderings.Set(ForAll, Write(AccountJson.From(account, urls)));

    /// <summary>The account as its owner sees it, with <see cref="AccountJson.Source"/> and <see cref="AccountJson.Role"/>.</summary>
    public byte[] JsonForUser(AccountView account) =>
        account.Renderings.Find(ForUser) ?? account.Renderings.Set(ForUser, Write(AccountJson.OfUser(account, urls, server.Value.Language)));

    private static byte[] Write(AccountJson account) => JsonSerializer.SerializeToUtf8Bytes(account, ApiResults.TypeOf<AccountJson>());
}
