using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Queries.Durable;
using Plaza.Spaces.Diagnostics;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Web;

/// <summary>The admin page of the bus, and its actions on dead letters.</summary>
public sealed class SpacesPageTests(AdminServerFixture plaza) : IClassFixture<AdminServerFixture>
{
    private BusInspector Flow => plaza.Server.Services.GetRequiredService<BusInspector>();

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/spaces")]
    [InlineData("/admin/spaces.mmd")]
    public async Task Other_users_get_404(string path)
    {
        using var visitor = new PageClient(plaza.Server);
        using var asked = await visitor.GetAsync(path);
        using var found = await plaza.Member.GetAsync(path);
        using var nowhere = await plaza.Member.GetAsync("/admin/nowhere");

        asked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        asked.Headers.Location!.ToString().ShouldBe($"/login?return={Uri.EscapeDataString(path)}");
        (found.StatusCode, nowhere.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        Title(await found.Content.ReadAsStringAsync()).ShouldBe(Title(await nowhere.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/admin/spaces/replay")]
    [InlineData("/admin/spaces/drop")]
    [InlineData("/admin/spaces/retry")]
    public async Task Other_users_change_nothing_even_with_a_valid_form_token(string path)
    {
        plaza.Sleeper.Miss(1);
        var deadLettered = Flow.DeadLetters[^1].Id;

        using var response = await plaza.Member.PostAsync(path, ("number", $"{deadLettered}"), ("__RequestVerificationToken", await TokenAsync(plaza.Member, "/home")));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Flow.DeadLetters.ShouldContain(one => one.Id == deadLettered);
    }

    [Theory]
    [InlineData("/admin/spaces/replay")]
    [InlineData("/admin/spaces/drop")]
    [InlineData("/admin/spaces/retry")]
    public async Task A_form_without_its_token_changes_nothing(string path)
    {
        plaza.Sleeper.Miss(2);
        var deadLettered = Flow.DeadLetters[^1].Id;

        using var response = await plaza.Admin.PostAsync(path, ("number", $"{deadLettered}"), ("subscription", "notifications"), ("sequence", "1"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        Flow.DeadLetters.ShouldContain(one => one.Id == deadLettered);
    }

    [Fact]
    public async Task Only_admins_have_the_way_there_in_their_navigation()
    {
        using var way = await plaza.Admin.GetAsync("/admin");

        (await ReadAsync(plaza.Admin, "/home")).ShouldContain("href=\"/admin/spaces\"");
        (await ReadAsync(plaza.Member, "/home")).ShouldNotContain("/admin");
        way.Headers.Location!.ToString().ShouldBe("/admin/spaces");
    }

    [Fact]
    public async Task The_page_lists_every_event_subscription_and_durable_subscription()
    {
        var html = await ReadAsync(plaza.Admin, "/admin/spaces");

        Flow.Graph.Events.Count.ShouldBeGreaterThan(20);
        Flow.Graph.Events.ShouldAllBe(node => html.Contains($"<b>{node.Name}</b>"));
        Flow.Subscriptions.ShouldContain(one => one.Handler == FailingSubscriber.Name);
        html.ShouldContain("<th scope=\"row\">timelines.AddPost<small>posts.published</small>");
        Flow.Subscriptions.ShouldAllBe(one => html.Contains($"<small>{one.EventName}</small>"));
        Flow.DurableSubscriptions.ShouldContain(one => one.Subscription == "notifications");
        Flow.DurableSubscriptions.ShouldAllBe(one => html.Contains($"<th scope=\"row\">{one.Subscription}</th>"));
        html.ShouldNotContain("style=\"");
    }

    [Fact]
    public async Task A_fault_and_what_is_parked_are_shown_without_what_was_said_and_without_addresses()
    {
        plaza.Sleeper.Miss(734_012, "no lamp for <ada@example.org>");

        var html = WebUtility.HtmlDecode(await ReadAsync(plaza.Admin, "/admin/spaces"));

        html.ShouldContain("<b>Fault</b> in tests.sleeper");
        html.ShouldContain("no lamp for <(an address)>");
        html.ShouldNotContain("ada@example.org");
        html.ShouldNotContain("734012");
    }

    [Fact]
    public async Task A_parked_event_that_is_replayed_reaches_its_listener()
    {
        plaza.Sleeper.Miss(3);
        var deadLettered = Flow.DeadLetters[^1].Id;

        using var response = await DecideAsync("/admin/spaces/replay", deadLettered);

        response.Headers.Location!.ToString().ShouldBe("/admin/spaces?done=replayed");
        await Eventually.TrueAsync(() => plaza.Sleeper.Heard.Contains(3), "the event is handled"); // A replay runs detached from the request.
        Flow.DeadLetters.ShouldNotContain(one => one.Id == deadLettered);
        using var again = await DecideAsync("/admin/spaces/replay", deadLettered);
        again.Headers.Location!.ToString().ShouldBe("/admin/spaces?done=gone");
    }

    [Fact]
    public async Task A_parked_event_that_is_dropped_is_gone()
    {
        plaza.Sleeper.Miss(4);
        var deadLettered = Flow.DeadLetters[^1].Id;

        using var response = await DecideAsync("/admin/spaces/drop", deadLettered);

        response.Headers.Location!.ToString().ShouldBe("/admin/spaces?done=dropped");
        plaza.Sleeper.Heard.ShouldNotContain(4);
        Flow.DeadLetters.ShouldNotContain(one => one.Id == deadLettered);
    }

    [Fact]
    public async Task A_delivery_that_was_parked_is_shown_and_replayed()
    {
        var (ada, bob) = (await plaza.Server.CreateAccountAsync("ada"), await plaza.Server.CreateAccountAsync("bob"));
        await MailServerFixture.PostAsync(ada, $"@{bob.Handle} whispered");
        await plaza.Server.QuietAsync();
        var sequence = plaza.Server.Folder.Number("select max(sequence) from journal where type = 'posts.published'");
        plaza.Server.Folder.Tamper(
            $"insert into deliveries (subscription, sequence, subject, attempts, due, error, is_parked) values ('notifications', {sequence}, '', 6, 0, 'the disk was full', true)");

        var html = await ReadAsync(plaza.Admin, "/admin/spaces");
        using var response = await plaza.Admin.SubmitAsync("/admin/spaces", "/admin/spaces/retry");

        html.ShouldContain("<b>posts.published</b><p>notifications");
        html.ShouldContain("the disk was full");
        html.ShouldNotContain("whispered");
        response.Headers.Location!.ToString().ShouldBe("/admin/spaces?done=replayed");
        await Eventually.TrueAsync(() => plaza.Server.Folder.Number("select count(*) from deliveries") is 0, "it is delivered");
    }

    [Fact]
    public async Task Lag_counts_the_entries_that_concern_the_subscription()
    {
        var ct = TestContext.Current.CancellationToken;
        await (await plaza.Server.CreateAccountAsync("ada")).WriteAsync("one more");
        await plaza.Server.QuietAsync();
        var views = plaza.Server.Services.GetRequiredService<DeliveryQueries>();

        var newcomer = await views.GetStatusAsync("newcomer", ["posts.published", "posts.deleted"], ct);
        var busy = await views.GetStatusAsync("statistics", ["posts.published"], ct);

        newcomer.Sequence.ShouldBe(0);
        newcomer.Lag.ShouldBe((int)plaza.Server.Folder.Number("select count(*) from journal where type in ('posts.published', 'posts.deleted')"));
        newcomer.Last.ShouldBe(plaza.Server.Folder.Number("select max(sequence) from journal"));
        (busy.Sequence, busy.Lag).ShouldBe((busy.Last, 0));
    }

    [Fact]
    public async Task The_flowchart_can_be_had_as_text()
    {
        using var response = await plaza.Admin.GetAsync("/admin/spaces.mmd");

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).ShouldBe(Flow.Graph.ToMermaid());
    }

    private async Task<HttpResponseMessage> DecideAsync(string path, long deadLettered) =>
        await plaza.Admin.PostAsync(path, ("number", $"{deadLettered}"), ("__RequestVerificationToken", await TokenAsync(plaza.Admin, "/admin/spaces")));

    private static async Task<string> TokenAsync(PageClient browser, string page) => PageClient.FormTokenIn(await ReadAsync(browser, page));

    private static async Task<string> ReadAsync(PageClient browser, string path)
    {
        using var response = await browser.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }

    private static string Title(string html) => html[html.IndexOf("<h1", StringComparison.Ordinal)..html.IndexOf("</h1>", StringComparison.Ordinal)];
}
