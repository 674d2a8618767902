using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Statistics;
using Plaza.Queries.Statistics;
using Plaza.Server.Cli;
using Plaza.Spaces.Testing;
using Plaza.Tests.Mail;
using Plaza.Tests.Support;

namespace Plaza.Tests.Statistics;

/// <summary>The counts of a day, as they grow and as they are recalculated.</summary>
public sealed class LiveStatisticsTests : IAsyncLifetime
{
    private readonly VirtualTimeProvider _clock = new();
    private PlazaTestServer _plaza = null!;
    private TestAccount _ada = null!;
    private TestAccount _bob = null!;

    private DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        _plaza = await PlazaTestServer.StartAsync(_clock);
        (_ada, _bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));
    }

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task The_counts_of_today_follow_the_events()
    {
        await LiveADayAsync();

        (await DayAsync(Today)).ShouldBe(new DailyCounts(Today, Posts: 3, Authors: 2, ActiveAccounts: 2, SignUps: 2, Follows: 1, Favourites: 1, Boosts: 1));
        var views = _plaza.Services.GetRequiredService<StatisticsQueries>();
        (await views.GetTopTagsAsync(Today, Ct)).ShouldBe([new("tag", 2), new("other", 1)]);
    }

    [Fact]
    public async Task A_hashtag_counts_on_the_day_of_its_post_also_after_the_clock_was_a_day_ahead_once()
    {
        var (today, ahead) = (Today, Today.AddDays(1));
        var views = _plaza.Services.GetRequiredService<StatisticsQueries>();
        await MailServerFixture.PostAsync(_ada, "Before #before");

        _clock.SetClockBack(TimeSpan.FromDays(-1));
        await MailServerFixture.PostAsync(_ada, "Ahead #ahead");
        _clock.SetClockBack(TimeSpan.FromDays(1));
        await MailServerFixture.PostAsync(_ada, "Later #later");

        (await views.GetTopTagsAsync(today, Ct)).ShouldBe([new("before", 1), new("later", 1)]);
        (await views.GetTopTagsAsync(ahead, Ct)).ShouldBe([new("ahead", 1)]);
    }

    [Fact]
    public async Task Recomputing_gives_what_was_counted_live()
    {
        await LiveADayAsync();
        var live = await DayAsync(Today);

        (await RecomputeAsync(Today)).ShouldBe(live);
        (await RecomputeAsync(Today)).ShouldBe(live);
    }

    [Fact]
    public async Task Withdrawn_actions_still_count()
    {
        var post = await LiveADayAsync();
        var live = await DayAsync(Today);

        using var unfollowed = await _ada.Api.PostAsync($"/api/v1/accounts/{_bob.Account}/unfollow", null);
        using var deleted = await _ada.Api.DeleteAsync($"/api/v1/statuses/{post}");
        await _plaza.QuietAsync();

        deleted.IsSuccessStatusCode.ShouldBeTrue();
        (await DayAsync(Today)).ShouldBe(live);
        (await RecomputeAsync(Today)).ShouldBe(live);
    }

    [Fact]
    public async Task The_numbers_outlive_an_account()
    {
        await LiveADayAsync();
        var live = await DayAsync(Today);

        await _plaza.AskAsync(new DeleteAccount(_ada.Account));
        await _plaza.QuietAsync();

        (await DayAsync(Today)).ShouldBe(live);
        (await RecomputeAsync(Today)).ShouldBe(live);
    }

    [Fact]
    public async Task A_day_that_was_lost_is_worked_out_again_and_others_are_left_alone()
    {
        await LiveADayAsync();
        var (first, before) = (Today, await DayAsync(Today));
        _clock.Advance(TimeSpan.FromDays(1));
        await MailServerFixture.PostAsync(_bob, "The next day");
        await _plaza.QuietAsync();
        var after = await DayAsync(Today);

        _plaza.Folder.Tamper("delete from statistics_days");
        await _plaza.AskAsync(new RecomputeStatistics(first, Today));

        (await DayAsync(first)).ShouldBe(before);
        (await DayAsync(Today)).ShouldBe(after);
        after.ShouldBe(new DailyCounts(Today, Posts: 1, Authors: 1, ActiveAccounts: 1, SignUps: 0, Follows: 0, Favourites: 0, Boosts: 0));
    }

    [Fact]
    public async Task The_command_line_and_the_API_show_the_same()
    {
        await LiveADayAsync();

        await using var output = new StringWriter();
        (await ControlSocketClient.TryRunAsync(_plaza.Folder, ["stats", "show", "--day", $"{Today:yyyy-MM-dd}", "--json"], output, output, Ct)).ShouldBe(0);
        var shown = JsonNode.Parse(output.ToString())!;
        var api = (await _plaza.Client().GetJsonAsync($"/api/plaza/v1/statistics?from={Today:yyyy-MM-dd}&to={Today:yyyy-MM-dd}"))["days"]![0]!;

        shown.ToJsonString(JsonSerializerOptions.Web).ShouldBe(api.ToJsonString(JsonSerializerOptions.Web));
        ((int)shown["posts"]!).ShouldBe(3);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <returns>The id of a post of Ada's.</returns>
    private async Task<string> LiveADayAsync()
    {
        var post = await MailServerFixture.PostAsync(_ada, "One #tag");
        await MailServerFixture.PostAsync(_ada, "Two #tag #other");
        await MailServerFixture.PostAsync(_bob, "Three");
        await _bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/favourite");
        await _bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/favourite");
        await _bob.Api.PostJsonAsync($"/api/v1/statuses/{post}/reblog");
        await _ada.Api.PostJsonAsync($"/api/v1/accounts/{_bob.Account}/follow");
        await _ada.Api.PostJsonAsync($"/api/v1/accounts/{_bob.Account}/follow");
        await _plaza.QuietAsync();
        return post;
    }

    private async Task<DailyCounts> DayAsync(DateOnly day) => (await _plaza.Services.GetRequiredService<StatisticsQueries>().GetDaysAsync(day, day, Ct))[0];

    private async Task<DailyCounts> RecomputeAsync(DateOnly day)
    {
        (await _plaza.AskAsync(new RecomputeStatistics(day, day))).ShouldBe(1);
        return await DayAsync(day);
    }
}
