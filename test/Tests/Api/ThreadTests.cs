using System.Globalization;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

public sealed class ThreadTests(SharedServerFixture shared, OneAccountFixture one) : IClassFixture<OneAccountFixture>
{
    private readonly TestAccount _ada = one.Person;
    private readonly PlazaTestServer _plaza = shared.Server;

    [Fact]
    public async Task Ancestors_start_with_the_first_post_and_each_reply_is_below_its_parent()
    {
        var root = await AnswerAsync("root", null);
        var first = await AnswerAsync("first", root);
        var second = await AnswerAsync("second", root);
        var below = await AnswerAsync("below first", first);
        var deepest = await AnswerAsync("below below", below);

        (await ContextAsync(root)).ShouldBe(["|", first, below, deepest, second]);
        (await ContextAsync(below)).ShouldBe([root, first, "|", deepest]);
        (await ContextAsync(deepest)).ShouldBe([root, first, below, "|"]);
    }

    [Fact]
    public async Task A_reply_names_its_parent_and_is_counted_there_until_it_is_deleted()
    {
        var root = await AnswerAsync("root", null);
        var reply = await _ada.WriteAsync("answer", inReplyTo: root);

        reply.Text("in_reply_to_id").ShouldBe(root);
        reply.Text("in_reply_to_account_id").ShouldBe(_ada.Account.ToString());
        (await _ada.ReadAsync(root)).Number("replies_count").ShouldBe(1);

        await _ada.Api.DeleteAsync($"/api/v1/statuses/{reply.Id}");
        (await _ada.ReadAsync(root)).Number("replies_count").ShouldBe(0);
    }

    [Fact]
    public async Task Restricted_replies_do_not_hide_public_ones()
    {
        var (crowd, bob) = (await _plaza.CreateAccountAsync("crowd"), await _plaza.CreateAccountAsync("bob"));
        var root = await AnswerAsync("root", null);
        var parent = new PostId(long.Parse(root, CultureInfo.InvariantCulture));
        await Task.WhenAll(Enumerable.Range(0, 501).Select(number =>
            _plaza.AskAsync(new PublishPost(crowd.Account, $"noise {number}", Visibility.Direct) { InReplyTo = parent }).AsTask()));
        var direct = (await bob.WriteAsync($"@{_ada.Handle} for you alone", "direct", root)).Id;
        var reply = (await bob.WriteAsync("for everyone", inReplyTo: root)).Id;

        using var nobody = _plaza.Client();
        (await nobody.GetJsonAsync($"/api/v1/statuses/{root}/context"))["descendants"]!.Ids.ShouldBe([reply]);
        (await ContextAsync(root)).ShouldBe(["|", direct, reply]);
        (await nobody.GetJsonAsync($"/api/v1/statuses/{root}")).Number("replies_count").ShouldBe(1);
    }

    [Fact]
    public async Task Counts_of_an_account_are_of_what_everyone_may_see()
    {
        var carl = await _plaza.CreateAccountAsync("carl");
        var seen = (await carl.WriteAsync("for all")).Id;
        await carl.WriteAsync("for followers", "private");
        var hidden = (await carl.WriteAsync("for nobody", "direct")).Id;
        using var nobody = _plaza.Client();

        (await CountAsync()).ShouldBe(1);
        await carl.Api.DeleteAsync($"/api/v1/statuses/{hidden}");
        (await CountAsync()).ShouldBe(1);
        await carl.Api.DeleteAsync($"/api/v1/statuses/{seen}");
        (await CountAsync()).ShouldBe(0);
        (await nobody.GetJsonAsync($"/api/v1/accounts/{carl.Account}"))["last_status_at"].ShouldBeNull();

        async Task<int> CountAsync() => (await nobody.GetJsonAsync($"/api/v1/accounts/{carl.Account}")).Number("statuses_count");
    }

    [Fact]
    public async Task A_reply_to_a_boost_replies_to_the_post()
    {
        var root = await AnswerAsync("root", null);
        var boost = (await _ada.BoostAsync(root)).Id;

        (await _ada.WriteAsync("answer", inReplyTo: boost)).Text("in_reply_to_id").ShouldBe(root);
        (await ContextAsync(boost)).ShouldBe(await ContextAsync(root));
    }

    [Fact]
    public async Task When_a_post_is_deleted_its_replies_stay_without_a_parent()
    {
        var root = await AnswerAsync("root", null);
        var reply = await AnswerAsync("answer", root);

        await _ada.Api.DeleteAsync($"/api/v1/statuses/{root}");

        (await ContextAsync(reply)).ShouldBe(["|"]);
        using var nobody = _plaza.Client();
        (await nobody.GetJsonAsync($"/api/v1/statuses/{reply}")).Text("content").ShouldBe("<p>answer</p>");
    }

    private async Task<string> AnswerAsync(string text, string? to) => (await _ada.WriteAsync(text, inReplyTo: to)).Id;

    private async Task<List<string>> ContextAsync(string post)
    {
        var context = await _ada.Api.GetJsonAsync($"/api/v1/statuses/{post}/context");
        return [.. context["ancestors"]!.Ids, "|", .. context["descendants"]!.Ids];
    }
}
