using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>Paging as documented at https://docs.joinmastodon.org/api/guidelines/#pagination, on lists of five.</summary>
public sealed class PagingTests(PagingFixture lists) : IClassFixture<PagingFixture>
{
    public static TheoryData<string> ById => ["home", "public", "tag", "account", "notifications"];

    public static TheoryData<string> All => [.. ById.Select(row => row.Data), "followers", "following", "favourites"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Following_the_next_links_gives_everything_once_newest_first(string name)
    {
        var (path, expected) = lists.Of(name);
        var seen = new List<string>();

        var page = await lists.PageAsync($"{path}limit=2");
        while (page.Ids.Count > 0)
        {
            page.Ids.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.Ids);
            page = page.Next is { } next ? await lists.PageAsync(next) : new([], "");
        }

        seen.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Following_the_previous_link_gives_what_lies_just_before(string name)
    {
        var (path, expected) = lists.Of(name);
        var first = await lists.PageAsync($"{path}limit=2");
        var second = await lists.PageAsync(first.Next!);
        var third = await lists.PageAsync(second.Next!);

        third.Ids.ShouldBe([expected[4]]);
        (await lists.PageAsync(third.Previous!)).Ids.ShouldBe([expected[2], expected[3]]);
        (await lists.PageAsync(second.Previous!)).Ids.ShouldBe([expected[0], expected[1]]);
        (await lists.PageAsync(first.Previous!)).Ids.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(ById))]
    public async Task A_page_is_cut_by_max_id_since_id_and_min_id_all_exclusive(string name)
    {
        var (path, all) = lists.Of(name);

        (await lists.PageAsync($"{path}max_id={all[1]}")).Ids.ShouldBe([all[2], all[3], all[4]]);
        (await lists.PageAsync($"{path}max_id={all[1]}&limit=1")).Ids.ShouldBe([all[2]]);
        (await lists.PageAsync($"{path}since_id={all[4]}&limit=2")).Ids.ShouldBe([all[0], all[1]]);
        (await lists.PageAsync($"{path}min_id={all[4]}&limit=2")).Ids.ShouldBe([all[2], all[3]]);
        (await lists.PageAsync($"{path}max_id={all[0]}&since_id={all[4]}&limit=2")).Ids.ShouldBe([all[1], all[2]]);
        (await lists.PageAsync($"{path}max_id={all[0]}&min_id={all[4]}&limit=2")).Ids.ShouldBe([all[2], all[3]]);
        (await lists.PageAsync($"{path}since_id=0&limit=2")).Ids.ShouldBe([all[0], all[1]]);
        (await lists.PageAsync($"{path}max_id=1")).Ids.ShouldBeEmpty();
        (await lists.PageAsync($"{path}min_id={all[0]}")).Ids.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Links_are_absolute_next_comes_first_and_every_other_parameter_stays(string name)
    {
        var (path, _) = lists.Of(name);

        var page = await lists.PageAsync($"{path}since_id=1&limit=2&types[]=mention&odd=%C3%A4%3B%2C%22%3E");

        page.Link.ShouldStartWith($"<{lists.Server.Url}api/v1/");
        page.Link.IndexOf("rel=\"next\"", StringComparison.Ordinal).ShouldBeLessThan(page.Link.IndexOf("rel=\"prev\"", StringComparison.Ordinal));
        page.Next!.ShouldMatch("[?&]max_id=[0-9]+$");
        page.Previous!.ShouldMatch("[?&]min_id=[0-9]+$");
        page.Next!.ShouldContain("limit=2&types[]=mention&odd=%C3%A4%3B%2C%22%3E");
        page.Next!.ShouldNotContain("since_id");
    }

    [Theory]
    [InlineData("limit=0", 1)]
    [InlineData("limit=-1", 1)]
    [InlineData("limit=1000", 5)]
    [InlineData("limit=99999999999999999999", 5)]
    [InlineData("limit=nonsense", 5)]
    [InlineData("limit=", 5)]
    public async Task A_limit_that_makes_no_sense_is_brought_into_bounds(string limit, int count)
    {
        foreach (var name in All.Select(row => row.Data))
            (await lists.PageAsync(lists.Of(name).Path + limit)).Ids.Count.ShouldBe(count, name);
    }
}
