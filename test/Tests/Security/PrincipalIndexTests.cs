using Plaza.Authentication;
using Plaza.Authentication.Principals;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;

namespace Plaza.Tests.Security;

/// <summary>The index of cached principals: bounded, and revocations remove exactly their own principals.</summary>
public sealed class PrincipalIndexTests
{
    private readonly PrincipalIndex _index = new(capacity: 4);

    [Fact]
    public void All_principals_of_an_account_are_removed_and_no_others()
    {
        var (cookie, token, other) = (AddSession(1, 11), AddToken(1, 21), AddSession(2, 12));

        _index.Remove(new AccountId(1));

        Has(cookie).ShouldBeFalse();
        Has(token).ShouldBeFalse();
        Has(other).ShouldBeTrue();
    }

    [Fact]
    public void A_session_and_a_token_with_the_same_number_are_two()
    {
        var (cookie, token) = (AddSession(1, 7), AddToken(1, 7));

        _index.Remove(new TokenId(7));

        Has(cookie).ShouldBeTrue();
        Has(token).ShouldBeFalse();
        _index.Remove(new SessionId(7));
        Has(cookie).ShouldBeFalse();
    }

    [Fact]
    public void The_oldest_makes_room_and_no_removal_leaves_anything_behind()
    {
        var secrets = Enumerable.Range(1, 100).Select(number => AddSession(number % 3, number)).ToList();

        _index.Count.ShouldBe(4);
        secrets.Count(Has).ShouldBe(4);
        secrets[^4..].ShouldAllBe(secret => Has(secret));

        for (var account = 0; account < 3; account++)
            _index.Remove(new AccountId(account));
        _index.Count.ShouldBe(0);
    }

    [Fact]
    public void Adding_again_replaces()
    {
        var secret = Secret.New();
        _index.Add(SecretHash.Of(secret, isSession: true), Of(1) with { Session = new SessionId(1) });
        _index.Add(SecretHash.Of(secret, isSession: true), Of(2) with { Session = new SessionId(2) });

        _index.Remove(new AccountId(1));

        _index.TryGet(SecretHash.Of(secret, isSession: true), out var found).ShouldBeTrue();
        found!.Account.ShouldBe(new AccountId(2));
        _index.Count.ShouldBe(1);
    }

    private static Principal Of(long account) => new(new AccountId(account), "ada", Scopes.All);

    private (string Secret, bool IsSession) AddSession(long account, long session)
    {
        var secret = Secret.New();
        _index.Add(SecretHash.Of(secret, isSession: true), Of(account) with { Session = new SessionId(session) });
        return (secret, true);
    }

    private (string Secret, bool IsSession) AddToken(long account, long token)
    {
        var secret = Secret.New();
        _index.Add(SecretHash.Of(secret, isSession: false), Of(account) with { Token = new TokenId(token) });
        return (secret, false);
    }

    private bool Has((string Secret, bool IsSession) one) => _index.TryGet(SecretHash.Of(one.Secret, one.IsSession), out _);
}
