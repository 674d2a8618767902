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

/// <summary>Accounts with whom they follow and their tokens.</summary>
internal sealed class SeededAccounts(AccountRepository accounts, FollowRepository follows, TokenRepository tokens)
{
    private int _made;

    /// <summary>Octal with the digits 2 to 9: none of them looks like a letter.</summary>
    public static string Handle(int at) => $"member{string.Concat(Convert.ToString(at, 8).Select(digit => (char)(digit + 2)))}";

    public AccountId Add(WriteTransaction commit, int at)
    {
        var (id, handle) = (commit.NextId<AccountId>(), Handle(_made++));
        accounts.Add(
            commit,
            new() { Id = id, Handle = handle, LooksLike = handle, CreatedAt = commit.Now },
            new() { Account = id, Email = $"{handle}@example.org", EmailConfirmedAt = commit.Now, PasswordHash = "" });
        commit.Publish(new SignedUp(id));
        return id;
    }

    /// <summary>Everyone follows the nineteen others of the circle, one after the other.</summary>
    public bool FollowInCircle(WriteTransaction commit, AccountId[] members, int at)
    {
        var (follower, step) = Math.DivRem(at, DatasetSize.Circle - 1);
        var circle = follower / DatasetSize.Circle * DatasetSize.Circle;
        return Follow(commit, members[follower], members[circle + ((follower - circle + step + 1) % DatasetSize.Circle)]);
    }

    public bool Follow(WriteTransaction commit, AccountId follower, AccountId followed)
    {
        commit.Publish(new AccountFollowed(follower, followed));
        return follows.Add(commit, follower, followed, boosts: true);
    }

    /// <returns>What the bearer sends.</returns>
    public string Token(WriteTransaction commit, AccountId account)
    {
        var (id, secret) = (commit.NextId<TokenId>(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        tokens.Add(commit, new() { Id = id, Hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)), Account = account, Scopes = "read write", CreatedAt = commit.Now });
        commit.Publish(new TokenIssued(account, null, id));
        return secret;
    }

    /// <summary>The letters that ask to confirm an address: all are confirmed.</summary>
    public int ForgetTasks(WriteTransaction commit, int at) => commit.Execute($"delete from tasks");
}
