using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Committing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>Read markers are stored per account, for both timelines.</summary>
public sealed class MarkerTests(SharedServerFixture shared)
{
    private readonly PlazaTestServer _plaza = shared.Server;

    [Theory]
    [InlineData("home", "form")]
    [InlineData("home", "json")]
    [InlineData("notifications", "form")]
    [InlineData("notifications", "json")]
    public async Task A_marker_is_stored_with_a_growing_version_and_the_time_of_the_change(string timeline, string body)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);

        var first = (await MoveAsync(ada, timeline, "126", body))[timeline]!;
        var second = (await MoveAsync(ada, timeline, "127", body))[timeline]!;

        second.Text("last_read_id").ShouldBe("127");
        second.Number("version").ShouldBeGreaterThan(first.Number("version"));
        DateTimeOffset.Parse(second.Text("updated_at"), CultureInfo.InvariantCulture).ShouldBeGreaterThan(before);
        (await ada.Api.GetJsonAsync($"/api/v1/markers?timeline[]={timeline}"))[timeline]!.ToJsonString().ShouldBe(second.ToJsonString());
    }

    [Fact]
    public async Task Both_are_stored_at_once_and_each_account_has_its_own()
    {
        var (ada, bob) = (await _plaza.CreateAccountAsync("ada"), await _plaza.CreateAccountAsync("bob"));

        await ada.Api.PostJsonAsync("/api/v1/markers", new { home = new { last_read_id = "5" }, notifications = new { last_read_id = "6" } });

        var markers = await ada.Api.GetJsonAsync("/api/v1/markers?timeline[]=home&timeline[]=notifications");
        (markers["home"]!.Text("last_read_id"), markers["notifications"]!.Text("last_read_id")).ShouldBe(("5", "6"));
        (await ada.Api.GetJsonAsync("/api/v1/markers")).ToJsonString().ShouldBe("{}");
        (await bob.Api.GetJsonAsync("/api/v1/markers?timeline[]=home")).ToJsonString().ShouldBe("{}");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task A_bad_value_changes_neither_marker(string bad)
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        await MoveAsync(ada, "home", "5", "form");

        await ada.Api.PostJsonAsync("/api/v1/markers", new { home = new { last_read_id = "9" }, notifications = new { last_read_id = bad } }, 422);

        var markers = await ada.Api.GetJsonAsync("/api/v1/markers?timeline[]=home&timeline[]=notifications");
        markers["home"]!.Text("last_read_id").ShouldBe("5");
        markers["notifications"].ShouldBeNull();
    }

    /// <summary>Both requests have read the same version before the writer continues.</summary>
    [Fact]
    public async Task Of_two_conflicting_concurrent_requests_one_gets_a_conflict()
    {
        var ada = await _plaza.CreateAccountAsync("ada");
        await MoveAsync(ada, "home", "5", "form");
        using var gate = new WriterBlocker();
        var committer = _plaza.Services.GetRequiredService<Committer>();
        var blocking = gate.BlockAsync(committer);
        var moves = Enumerable.Range(6, 2).Select(id => _plaza.AskAsync(new Plaza.Contracts.Notifications.MoveReadMarkers(
            ada.Account, [new(Plaza.Contracts.Notifications.MarkedTimeline.Home, id, 1)])).AsTask()).ToList();

        gate.Open();
        await blocking;

        (await Task.WhenAll(moves)).ShouldBe([true, false]);
        (await ada.Api.GetJsonAsync("/api/v1/markers?timeline[]=home"))["home"]!.Text("last_read_id").ShouldBe("6");
    }

    [Fact]
    public async Task Requests_at_once_succeed_or_conflict_and_the_version_counts_those_that_succeeded()
    {
        var ada = await _plaza.CreateAccountAsync("ada");

        var responses = await Task.WhenAll(Enumerable.Range(1, 20).Select(async number =>
        {
            using var response = await ada.Api.PostAsync("/api/v1/markers", new FormUrlEncodedContent([new("home[last_read_id]", $"{number}")]));
            return (int)response.StatusCode;
        }));

        responses.ShouldAllBe(status => status == 200 || status == 409);
        (await ada.Api.GetJsonAsync("/api/v1/markers?timeline[]=home"))["home"]!.Number("version").ShouldBe(responses.Count(status => status is 200));
    }

    [Fact]
    public async Task Markers_survive_a_restart()
    {
        var folder = MigratedDatabase.NewFolder();
        var plaza = await PlazaTestServer.StartAsync(folder);
        var ada = await plaza.CreateAccountAsync("ada");
        await MoveAsync(ada, "home", "126", "form");
        await plaza.StopAsync();

        await using var again = await PlazaTestServer.StartAsync(folder);

        using var api = again.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", ada.Token);
        (await api.GetJsonAsync("/api/v1/markers?timeline[]=home"))["home"]!.Text("last_read_id").ShouldBe("126");
    }

    private static async Task<JsonNode> MoveAsync(TestAccount person, string timeline, string id, string body)
    {
        using HttpContent content = body is "form"
            ? new FormUrlEncodedContent([new($"{timeline}[last_read_id]", id)])
            : new StringContent($$"""{"{{timeline}}": {"last_read_id": "{{id}}"} }""", System.Text.Encoding.UTF8, "application/json");
        using var response = await person.Api.PostAsync("/api/v1/markers", content);
        return await response.JsonAsync();
    }
}
