using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;
using Plaza.Data.Committing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Api;

/// <summary>A repeated idempotency key gets the first response, whatever has changed since: the client only missed the response.</summary>
public sealed class IdempotencyTests(SharedServerFixture shared, TwoAccountsFixture two) : IClassFixture<TwoAccountsFixture>
{
    private readonly PlazaTestServer _plaza = shared.Server;
    private readonly TestAccount _ada = two.Ada;
    private readonly TestAccount _bob = two.Bob;

    [Fact]
    public async Task The_post_was_deleted()
    {
        var first = await WriteAsync("gone", ("status", "gone #tag"), ("spoiler_text", "cw"), ("visibility", "unlisted"));
        await _ada.Api.DeleteAsync($"/api/v1/statuses/{first.Id}");

        var again = await WriteAsync("gone", ("status", "gone #tag"), ("spoiler_text", "cw"), ("visibility", "unlisted"));

        foreach (var field in (string[])["id", "content", "spoiler_text", "visibility", "url", "sensitive", "tags"])
            again[field]!.ToJsonString().ShouldBe(first[field]!.ToJsonString(), field);

        // The row is deleted, so the time comes from the id, which was assigned a moment before or after the time of the row.
        DateTimeOffset At(JsonNode status) => status["created_at"]!.GetValue<DateTimeOffset>();
        (At(again) - At(first)).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));
        await _ada.ReadAsync(first.Id, 404);
        (await _ada.IdsAsync("/api/v1/timelines/home")).ShouldNotContain(first.Id);
    }

    [Fact]
    public async Task The_parent_was_deleted()
    {
        var parent = (await _bob.WriteAsync("question")).Id;
        var first = await WriteAsync("reply", ("status", "answer"), ("in_reply_to_id", parent));
        await _bob.Api.DeleteAsync($"/api/v1/statuses/{parent}");

        (await WriteAsync("reply", ("status", "answer"), ("in_reply_to_id", parent))).Id.ShouldBe(first.Id);
    }

    [Theory]
    [InlineData(256, 200)]
    [InlineData(257, 422)]
    public async Task A_key_has_up_to_256_characters(int length, int status)
    {
        using var answer = await SendAsync(new('k', length), ("status", "long key"));

        await answer.JsonAsync(status);
    }

    /// <summary>The writer deletes the parent when the gate opens, while the reply, whose parent was there when it was checked, waits behind it.</summary>
    [Fact]
    public async Task A_reply_to_a_post_that_is_deleted_while_the_request_waits_is_rejected()
    {
        var parent = new PostId(long.Parse((await _bob.WriteAsync("question")).Id, CultureInfo.InvariantCulture));
        using var gate = new WriterBlocker();
        var deleting = gate.BlockAsync(_plaza.Services.GetRequiredService<Committer>(), tx => tx.Execute($"delete from posts where id = {parent}"));
        var replying = _plaza.AskAsync(new PublishPost(_ada.Account, "too late", Visibility.Public) { InReplyTo = parent }).AsTask();

        gate.Open();

        (await deleting).ShouldBe(1);
        (await Should.ThrowAsync<RequestRejectedException>(() => replying)).Reason.ShouldBe(RejectionReason.NotFound);
    }

    private async Task<JsonNode> WriteAsync(string key, params (string Name, string Value)[] fields)
    {
        using var answer = await SendAsync(key, fields);
        return await answer.JsonAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(string key, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/statuses")
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await _ada.Api.SendAsync(request);
    }
}
