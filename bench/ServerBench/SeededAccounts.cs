using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;
using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;
using Plaza.Data.Tables.Profiles;

namespace Plaza.ServerBench;

/// <summary>Creates accounts, follows and tokens.</summary>
internal sealed class SeededAccounts(AccountRepository accounts, FollowRepository follows, TokenRepository tokens)
{
    private int _count;

    /// <summary>Octal with the digits 2 to 9, none of which is confusable with a letter.</summary>
    public static string Handle(int at) => $"member{string.Concat(Convert.ToString(at, 8).Select(digit => (char)(digit + 2)))}";

    public AccountId Add(WriteTransaction tx, int at)
    {
        var (id, handle) = (tx.NextId<AccountId>(), Handle(_count++));
        accounts.Add(
            tx,
            new() { Id = id, Handle = handle, LooksLike = handle, CreatedAt = tx.Now },
            new() { Account = id, Email = $"{handle}@example.org", EmailConfirmedAt = tx.Now, PasswordHash = "" });
        tx.Publish(new SignedUp(id));
        return id;
    }

    /// <summary>Each account follows the nineteen others of its circle.</summary>
    public bool FollowInCircle(WriteTransaction tx, AccountId[] members, int at)
    {
        var (follower, step) = Math.DivRem(at, DatasetSize.Circle - 1);
        var circle = follower / DatasetSize.Circle * DatasetSize.Circle;
        return Follow(tx, members[follower], members[circle + ((follower - circle + step + 1) % DatasetSize.Circle)]);
    }

    public bool Follow(WriteTransaction tx, AccountId follower, AccountId followed)
    {
        tx.Publish(new AccountFollowed(follower, followed));
        return follows.Add(tx, follower, followed, boosts: true);
    }

    /// <returns>The bearer token.</returns>
    public string Token(WriteTransaction tx, AccountId account)
    {
        var (id, secret) = (tx.NextId<TokenId>(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        tokens.Add(tx, new() { Id = id, Hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)), Account = account, Scopes = "read write", CreatedAt = tx.Now });
        tx.Publish(new TokenIssued(account, null, id));
        return secret;
    }

    /// <summary>Deletes the tasks of confirmation mails, since all addresses are confirmed.</summary>
    public int DeleteTasks(WriteTransaction tx, int at) => tx.Execute($"delete from tasks");
}
