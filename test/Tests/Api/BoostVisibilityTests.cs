using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>A boost is visible to its own audience only.</summary>
public sealed class BoostVisibilityTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = two.Ada;
    private readonly TestAccount _bob = two.Bob;

    [Fact]
    public async Task A_private_boost_is_seen_by_followers_alone()
    {
        var (fan, other) = (await _plaza.CreateAccountAsync("fan"), await _plaza.CreateAccountAsync("other"));
        await fan.FollowAsync(_bob);
        var post = (await _ada.WriteAsync("boosted in private")).Id;

        var boost = await BoostAsync(_bob, post, "private");

        boost.Text("visibility").ShouldBe("private");
        boost["reblog"]!.Text("visibility").ShouldBe("public");
        (await fan.IdsAsync("/api/v1/timelines/home")).ShouldContain(boost.Id);
        (await fan.IdsAsync($"/api/v1/accounts/{_bob.Account}/statuses")).ShouldContain(boost.Id);
        await fan.ReadAsync(boost.Id);
        (await other.IdsAsync($"/api/v1/accounts/{_bob.Account}/statuses")).ShouldNotContain(boost.Id);
        (await _plaza.Client().GetJsonAsync($"/api/v1/accounts/{_bob.Account}/statuses"))!.Ids.ShouldNotContain(boost.Id);
        await other.ReadAsync(boost.Id, 404);
        (await other.IdsAsync($"/api/v1/statuses/{post}/reblogged_by")).ShouldBeEmpty();
        (await _plaza.Client().GetStringAsync($"/@{_bob.Handle}")).ShouldNotContain("boosted in private");
        (await _bob.ReadAsync(post)).Is("reblogged").ShouldBeTrue();
    }

    [Theory]
    [InlineData("public")]
    [InlineData("unlisted")]
    public async Task Other_boosts_are_seen_by_all(string visibility)
    {
        var post = (await _ada.WriteAsync("to be boosted")).Id;

        var boost = await BoostAsync(_bob, post, visibility);

        boost.Text("visibility").ShouldBe(visibility);
        (await _plaza.Client().GetJsonAsync($"/api/v1/accounts/{_bob.Account}/statuses"))!.Ids.ShouldContain(boost.Id);
    }

    [Theory]
    [InlineData("direct")]
    [InlineData("secret")]
    public async Task A_boost_for_nobody_is_rejected(string visibility)
    {
        var post = (await _ada.WriteAsync("not to be boosted")).Id;

        var rejected = await BoostAsync(_bob, post, visibility, 422);

        rejected["details"]!["visibility"].ShouldNotBeNull();
        (await _ada.ReadAsync(post)).Number("reblogs_count").ShouldBe(0);
    }

    private static async Task<JsonNode> BoostAsync(TestAccount person, string post, string visibility, int status = 200)
    {
        using var response = await person.Api.PostAsync($"/api/v1/statuses/{post}/reblog", new FormUrlEncodedContent([new("visibility", visibility)]));
        return await response.JsonAsync(status);
    }
}
