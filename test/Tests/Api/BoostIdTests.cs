using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>Wherever the API takes the id of a post, it takes the id of a boost; deleting the id of a boost withdraws the boost.</summary>
public sealed class BoostIdTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private readonly TestAccount _ada = two.Ada;
    private readonly TestAccount _bob = two.Bob;

    [Fact]
    public async Task Deleting_a_boost_withdraws_it_and_leaves_the_post()
    {
        var carl = await shared.Server.CreateAccountAsync("carl");
        var (post, boost) = await BoostedAsync(carl);

        var deleted = await DeleteAsync(carl, boost, 200);

        deleted.Id.ShouldBe(boost);
        deleted["reblog"]!.Id.ShouldBe(post);
        deleted["reblog"]!.Number("reblogs_count").ShouldBe(0);
        deleted["reblog"]!.Is("reblogged").ShouldBeFalse();
        deleted["account"]!.Number("statuses_count").ShouldBe(0);
        (await _ada.ReadAsync(post)).Number("reblogs_count").ShouldBe(0);
        await _ada.ReadAsync(boost, 404);
        (await carl.IdsAsync($"/api/v1/statuses/{post}/reblogged_by")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_boost_is_deleted_by_its_owner_alone()
    {
        var (post, boost) = await BoostedAsync(_bob);

        await DeleteAsync(_ada, boost, 404);

        (await _ada.ReadAsync(post)).Number("reblogs_count").ShouldBe(1);
    }

    [Fact]
    public async Task Source_thread_reactions_and_replies_mean_the_boosted_post()
    {
        var (post, boost) = await BoostedAsync(_bob);

        (await _bob.Api.GetJsonAsync($"/api/v1/statuses/{boost}/source")).Id.ShouldBe(post);
        (await _bob.Api.GetJsonAsync($"/api/v1/statuses/{boost}/history"))[0]!.Text("content").ShouldBe("<p>boosted</p>");
        (await _bob.FavouriteAsync(boost)).Id.ShouldBe(post);
        (await _bob.IdsAsync($"/api/v1/statuses/{boost}/favourited_by")).ShouldBe([_bob.Account.ToString()]);
        (await _bob.IdsAsync($"/api/v1/statuses/{boost}/reblogged_by")).ShouldBe([_bob.Account.ToString()]);
        (await _bob.WriteAsync("reply", inReplyTo: boost)).Text("in_reply_to_id").ShouldBe(post);
        (await _bob.Api.GetJsonAsync($"/api/v1/statuses/{boost}/context"))["descendants"]!.AsArray().Count.ShouldBe(1);
        (await _ada.BoostAsync(boost))["reblog"]!.Id.ShouldBe(post);
        (await _bob.Api.PostJsonAsync($"/api/v1/statuses/{boost}/unreblog")).Id.ShouldBe(post);
    }

    [Fact]
    public async Task The_response_to_a_deletion_counts_without_the_post()
    {
        var dora = await shared.Server.CreateAccountAsync("dora");
        var post = (await dora.WriteAsync("the only one")).Id;

        var deleted = await DeleteAsync(dora, post, 200);

        deleted["account"]!.Number("statuses_count").ShouldBe(0);
    }

    private static async Task<JsonNode> DeleteAsync(TestAccount person, string post, int status)
    {
        using var response = await person.Api.DeleteAsync($"/api/v1/statuses/{post}");
        return await response.JsonAsync(status);
    }

    private async Task<(string Post, string Boost)> BoostedAsync(TestAccount by)
    {
        var post = (await _ada.WriteAsync("boosted")).Id;
        return (post, (await by.BoostAsync(post)).Id);
    }
}
