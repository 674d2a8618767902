using System.Text.Json.Nodes;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class NotificationTests(SharedServerFixture shared, OneAccountFixture one) : IClassFixture<OneAccountFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _bob = one.Person;

    [Fact]
    public async Task Mentions_replies_favourites_boosts_and_follows_notify_once_each()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var post = (await ada.WriteAsync("say something")).Id;

        var mention = (await _bob.WriteAsync($"hello @{ada.Handle}")).Id;
        var reply = (await _bob.WriteAsync("something", inReplyTo: post)).Id;
        await _bob.WriteAsync($"@{ada.Handle} again", inReplyTo: post);
        await _bob.FavouriteAsync(post);
        await _bob.FavouriteAsync(post);
        await _bob.BoostAsync(post);
        await _bob.FollowAsync(ada);

        var shown = await NotificationsOfAsync(ada);
        shown.Select(one => one.Text("type")).Order().ShouldBe(["favourite", "follow", "mention", "mention", "mention", "reblog"]);
        shown.Select(one => one["account"]!.Id).Distinct().ShouldBe([_bob.Account.ToString()]);
        shown.Where(one => one.Text("type") is "mention").Select(one => one["status"]!.Id).ShouldContain(mention);
        shown.Where(one => one.Text("type") is "mention").Select(one => one["status"]!.Id).ShouldContain(reply);
        shown.Single(one => one.Text("type") is "reblog")["status"]!.Id.ShouldBe(post);
        shown.Single(one => one.Text("type") is "follow")["status"].ShouldBeNull();
    }

    [Fact]
    public async Task Own_actions_do_not_notify()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var post = (await ada.WriteAsync($"I, @{ada.Handle}")).Id;
        await ada.WriteAsync("to me", inReplyTo: post);
        await ada.FavouriteAsync(post);
        await ada.BoostAsync(post);

        (await NotificationsOfAsync(ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_notification_is_dismissed_and_the_rest_cleared()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        foreach (var text in (string[])["one", "two", "three"])
            await _bob.WriteAsync($"{text} @{ada.Handle}");
        var shown = await NotificationsOfAsync(ada);

        (await ada.Api.GetJsonAsync($"/api/v1/notifications/{shown[0].Id}")).Id.ShouldBe(shown[0].Id);
        await ada.Api.PostJsonAsync($"/api/v1/notifications/{shown[0].Id}/dismiss");

        (await NotificationsOfAsync(ada)).Select(one => one.Id).ShouldBe([shown[1].Id, shown[2].Id]);
        await ada.Api.PostJsonAsync($"/api/v1/notifications/{shown[0].Id}/dismiss", status: 404);
        await _bob.Api.PostJsonAsync($"/api/v1/notifications/{shown[1].Id}/dismiss", status: 404);
        await _bob.Api.GetJsonAsync($"/api/v1/notifications/{shown[1].Id}", 404);

        await ada.Api.PostJsonAsync("/api/v1/notifications/clear");
        (await NotificationsOfAsync(ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Notifications_are_chosen_by_kind_and_by_account()
    {
        var (ada, carl) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("carl"));
        await _bob.WriteAsync($"@{ada.Handle}");
        await carl.FollowAsync(ada);

        (await NotificationsOfAsync(ada, "?types[]=follow")).Single().Text("type").ShouldBe("follow");
        (await NotificationsOfAsync(ada, "?exclude_types[]=follow")).Single().Text("type").ShouldBe("mention");
        (await NotificationsOfAsync(ada, "?types[]=poll")).ShouldBeEmpty();
        (await NotificationsOfAsync(ada, $"?account_id={carl.Account}")).Single().Text("type").ShouldBe("follow");
        (await NotificationsOfAsync(ada, $"?account_id={_bob.Account}&limit=1")).Single().Text("type").ShouldBe("mention");
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Unread_ones_are_counted_by_kind_and_by_account(string version)
    {
        var (ada, carl) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("carl"));
        await _bob.WriteAsync($"one @{ada.Handle}");
        await _bob.WriteAsync($"two @{ada.Handle}");
        await carl.WriteAsync($"three @{ada.Handle}");
        await _plaza.QuietAsync();

        (await CountAsync("")).ShouldBe(3);
        (await CountAsync("?types[]=follow")).ShouldBe(0);
        (await CountAsync("?types[]=mention&types[]=follow")).ShouldBe(3);
        (await CountAsync("?exclude_types[]=mention")).ShouldBe(0);
        (await CountAsync("?types[]=poll")).ShouldBe(0);
        (await CountAsync($"?account_id={carl.Account}")).ShouldBe(1);
        (await CountAsync($"?account_id={_bob.Account}&limit=1")).ShouldBe(1);

        async Task<int> CountAsync(string query) => (await ada.Api.GetJsonAsync($"/api/{version}/notifications/unread_count{query}")).Number("count");
    }

    [Fact]
    public async Task Withdrawn_actions_no_longer_notify()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var post = (await ada.WriteAsync("say something")).Id;
        var mention = (await _bob.WriteAsync($"hello @{ada.Handle}")).Id;
        await _bob.FavouriteAsync(post);
        await _bob.FollowAsync(ada);
        await _bob.BoostAsync(post);
        (await NotificationsOfAsync(ada)).Count.ShouldBe(4);

        await _bob.Api.DeleteAsync($"/api/v1/statuses/{mention}");
        await _bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unfavourite");
        await _bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/unreblog");
        await _bob.UnfollowAsync(ada);

        (await NotificationsOfAsync(ada)).Select(one => one.Text("type")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_second_version_has_the_same_notifications_in_groups_of_one()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var post = (await _bob.WriteAsync($"hello @{ada.Handle}")).Id;
        var shown = (await NotificationsOfAsync(ada)).Single();

        var groups = await ada.Api.GetJsonAsync("/api/v2/notifications");

        var group = groups["notification_groups"]!.AsArray().Single()!;
        group.Text("group_key").ShouldBe(shown.Text("group_key"));
        group.Text("status_id").ShouldBe(post);
        groups["statuses"]!.Ids.ShouldBe([post]);
        groups["accounts"]!.Ids.ShouldBe([_bob.Account.ToString()]);
        (await ada.Api.GetJsonAsync("/api/v2/notifications/unread_count")).Number("count").ShouldBe(1);
        await ada.Api.PostJsonAsync($"/api/v2/notifications/{group.Text("group_key")}/dismiss");
        (await NotificationsOfAsync(ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_marker_has_the_last_read_id()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        await _bob.WriteAsync($"one @{ada.Handle}");
        await _bob.WriteAsync($"two @{ada.Handle}");
        var shown = await NotificationsOfAsync(ada);
        (await ada.Api.GetJsonAsync("/api/v1/markers?timeline[]=notifications")).ToJsonString().ShouldBe("{}");

        var set = await ada.Api.PostJsonAsync("/api/v1/markers", new { notifications = new { last_read_id = shown[1].Id }, home = new { last_read_id = "5" } });

        set["notifications"]!.Text("last_read_id").ShouldBe(shown[1].Id);
        set["home"]!.Text("last_read_id").ShouldBe("5");
        (await ada.Api.GetJsonAsync("/api/v1/markers?timeline[]=notifications"))["notifications"]!.Text("last_read_id").ShouldBe(shown[1].Id);
        (await ada.Api.GetJsonAsync("/api/v1/notifications/unread_count")).Number("count").ShouldBe(1);
    }

    private async Task<List<JsonNode>> NotificationsOfAsync(TestAccount person, string query = "")
    {
        await _plaza.QuietAsync();
        return [.. (await person.Api.GetJsonAsync("/api/v1/notifications" + query)).AsArray().Select(one => one!)];
    }
}
