using System.Net;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Rejected requests: each response names the fault, and nothing is changed.</summary>
public sealed class RejectionTests(IsolatedServerFixture square) : IClassFixture<IsolatedServerFixture>
{
    private static readonly Dictionary<string, RejectedRequest> Table =
        RejectedPosts.All.Concat(RejectedBodies.All).Concat(RejectedCallers.All).ToDictionary(row => row.Name);

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_rejected_and_nothing_has_changed(string name)
    {
        var (rejected, before) = (Table[name], square.Server.Rows());

        using var reply = await SendAsync(rejected);
        var body = await reply.Content.ReadAsStringAsync();

        body.ShouldBe(rejected.ExpectedAnswer);
        ((int)reply.StatusCode).ShouldBe(rejected.Status);
        reply.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        square.Server.Rows().ShouldBe(before);
        await square.Server.ShouldBeHealthyAsync();
    }

    [Fact]
    public async Task The_table_would_notice_if_something_had_changed()
    {
        var before = square.Server.Rows();

        using var reply = await SendAsync(RejectedRequest.Post("", "/api/v1/statuses", "status=this+one+is+fine", 200, ""));

        var after = square.Server.Rows();
        await square.Server.QuietAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.OK);
        (after["posts"] - before["posts"], after["journal"] - before["journal"]).ShouldBe((1, 1));
    }

    /// <summary>Kestrel rejects these itself, before any middleware.</summary>
    [Theory]
    [InlineData("/api/v1/statuses/%00")]
    [InlineData("/api/v1/statuses/1%00")]
    [InlineData("/@ada/%00")]
    public async Task U0000_in_a_path_is_400(string path)
    {
        using var reply = await SendAsync(RejectedRequest.Get("", path, 400, ""));

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await square.Server.ShouldBeHealthyAsync();
    }

    /// <summary>A path outside resolves to another endpoint or to none.</summary>
    [Theory]
    [InlineData("/api/v1/statuses/../1")]
    [InlineData("/api/v1/statuses/%2e%2e/1")]
    [InlineData("/../../etc/passwd")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/avatars/..%2f..%2fplaza.db.svg")]
    [InlineData("/@ada/../../plaza.db")]
    public async Task A_path_that_climbs_leads_nowhere(string path)
    {
        using var reply = await SendAsync(RejectedRequest.Get("", path, 404, ""));

        ((int)reply.StatusCode).ShouldBeInRange(400, 404);
        await square.Server.ShouldBeHealthyAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(RejectedRequest rejected)
    {
        var (method, path) = (rejected.Request.Split(' ')[0], square.Fill(rejected.Request.Split(' ')[1]));
        var exactly = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var client = square.Server.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"{square.Server.Url.ToString().TrimEnd('/')}{path}", exactly));

        if (rejected.Body is { } body)
        {
            request.Content = new ByteArrayContent(body.AsSpan().IndexOf((byte)'{') < 0 ? body : Filled(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", rejected.Type ?? "application/x-www-form-urlencoded");
        }

        if (square.TokenOf(rejected.Who) is { } token)
            request.Headers.Authorization = new("Bearer", token);

        return await client.SendAsync(request);
    }

    /// <summary>Compared by bytes, since some bodies are not text.</summary>
    private byte[] Filled(byte[] body) => System.Text.Encoding.Latin1.GetBytes(square.Fill(System.Text.Encoding.Latin1.GetString(body)));
}
