using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class FollowTests(SharedPlaza shared, TwoPeople two) : IClassFixture<TwoPeople>
{
    private readonly RunningPlaza _plaza = shared.Server;
    private readonly Person _ada = two.Ada;
    private readonly Person _bob = two.Bob;

    [Fact]
    public async Task Following_and_unfollowing_change_the_relationship_the_lists_and_the_counts()
    {
        var followed = await _ada.FollowAsync(_bob);
        await _ada.FollowAsync(_bob);

        followed.Id.ShouldBe(_bob.Account.ToString());
        followed.Is("following").ShouldBeTrue();
        (await RelationshipAsync(_bob, _ada)).Is("followed_by").ShouldBeTrue();
        (await _ada.IdsAsync($"/api/v1/accounts/{_ada.Account}/following")).ShouldBe([_bob.Account.ToString()]);
        (await _ada.IdsAsync($"/api/v1/accounts/{_bob.Account}/followers")).ShouldBe([_ada.Account.ToString()]);
        (await AccountAsync(_bob)).Number("followers_count").ShouldBe(1);
        (await AccountAsync(_ada)).Number("following_count").ShouldBe(1);

        var unfollowed = await _ada.UnfollowAsync(_bob);
        await _ada.UnfollowAsync(_bob);

        unfollowed.Is("following").ShouldBeFalse();
        (await _ada.IdsAsync($"/api/v1/accounts/{_bob.Account}/followers")).ShouldBeEmpty();
        (await AccountAsync(_bob)).Number("followers_count").ShouldBe(0);
        (await AccountAsync(_ada)).Number("following_count").ShouldBe(0);
    }

    [Fact]
    public async Task Relationships_are_given_in_the_order_asked_without_those_that_do_not_exist()
    {
        var ids = await _ada.IdsAsync($"/api/v1/accounts/relationships?id[]={_bob.Account}&id[]=1&id[]={_ada.Account}");

        ids.ShouldBe([_bob.Account.ToString(), _ada.Account.ToString()]);
    }

    [Fact]
    public async Task A_single_id_without_brackets_is_understood_too() =>
        (await _ada.IdsAsync($"/api/v1/accounts/relationships?id={_bob.Account}")).ShouldBe([_bob.Account.ToString()]);

    [Theory]
    [InlineData("{0}")]
    [InlineData("@{0}")]
    [InlineData("{0}@{1}")]
    public async Task An_account_is_looked_up_by_its_address(string form)
    {
        using var nobody = _plaza.Client();

        var found = await nobody.GetJsonAsync($"/api/v1/accounts/lookup?acct={string.Format(null, form, _bob.Handle.ToUpperInvariant(), _plaza.Url.Authority)}");

        found.Id.ShouldBe(_bob.Account.ToString());
    }

    private static async Task<JsonNode> RelationshipAsync(Person viewer, Person other) =>
        (await viewer.Api.GetJsonAsync($"/api/v1/accounts/relationships?id[]={other.Account}"))[0]!;

    private Task<JsonNode> AccountAsync(Person person) => _ada.Api.GetJsonAsync($"/api/v1/accounts/{person.Account}");
}
