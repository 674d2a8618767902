using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class FollowTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = two.Ada;
    private readonly TestAccount _bob = two.Bob;

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
    public async Task Relationships_are_in_the_requested_order_without_accounts_that_do_not_exist()
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

    [Theory]
    [InlineData("form")]
    [InlineData("json")]
    public async Task Boosts_of_an_account_are_hidden_from_home_and_shown_again(string body)
    {
        var (reader, booster) = (await _plaza.CreateAccountAsync("reader"), await _plaza.CreateAccountAsync("booster"));
        var early = (await booster.BoostAsync((await _ada.WriteAsync("early")).Id)).Id;
        (await FollowAsync(reader, booster, body, "false")).Is("showing_reblogs").ShouldBeFalse();
        (await HomeAsync()).ShouldNotContain(early);
        var late = (await booster.BoostAsync((await _ada.WriteAsync("late")).Id)).Id;
        var own = (await booster.WriteAsync("own words")).Id;

        (await HomeAsync()).ShouldNotContain(late);
        (await HomeAsync()).ShouldContain(own);
        (await reader.FollowAsync(booster)).Is("showing_reblogs").ShouldBeFalse("an option left out changes nothing");
        (await RelationshipAsync(reader, booster)).Is("showing_reblogs").ShouldBeFalse();
        (await FollowAsync(reader, booster, body, "true")).Is("showing_reblogs").ShouldBeTrue();
        (await HomeAsync()).ShouldBe([own, late, early], ignoreOrder: true);

        Task<List<string>> HomeAsync() => reader.IdsAsync("/api/v1/timelines/home");
    }

    [Fact]
    public async Task The_options_that_apps_send_by_default_are_taken()
    {
        using var content = new FormUrlEncodedContent([new("reblogs", "true"), new("notify", "false"), new("languages[]", "")]);
        using var response = await _bob.Api.PostAsync($"/api/v1/accounts/{_ada.Account}/follow", content);
        var relationship = await response.JsonAsync();

        (relationship.Is("following"), relationship.Is("showing_reblogs"), relationship.Is("notifying")).ShouldBe((true, true, false));
    }

    [Theory]
    [InlineData("notify", "true")]
    [InlineData("languages[]", "de")]
    [InlineData("reblogs", "perhaps")]
    public async Task An_option_without_effect_is_rejected_and_no_account_is_followed(string option, string value)
    {
        var carl = await _plaza.CreateAccountAsync("carl");

        using var response = await carl.Api.PostAsync($"/api/v1/accounts/{_ada.Account}/follow", new FormUrlEncodedContent([new(option, value)]));

        (await response.JsonAsync(422))["details"]![option.Split('[')[0]].ShouldNotBeNull();
        (await RelationshipAsync(carl, _ada)).Is("following").ShouldBeFalse();
    }

    private static async Task<JsonNode> FollowAsync(TestAccount follower, TestAccount followed, string body, string boosts)
    {
        using HttpContent content = body is "form"
            ? new FormUrlEncodedContent([new("reblogs", boosts)])
            : new StringContent($$"""{"reblogs": {{boosts}} }""", System.Text.Encoding.UTF8, "application/json");
        using var response = await follower.Api.PostAsync($"/api/v1/accounts/{followed.Account}/follow", content);
        return await response.JsonAsync();
    }

    private static async Task<JsonNode> RelationshipAsync(TestAccount viewer, TestAccount other) =>
        (await viewer.Api.GetJsonAsync($"/api/v1/accounts/relationships?id[]={other.Account}"))[0]!;

    private Task<JsonNode> AccountAsync(TestAccount person) => _ada.Api.GetJsonAsync($"/api/v1/accounts/{person.Account}");
}
