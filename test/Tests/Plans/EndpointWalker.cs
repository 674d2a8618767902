using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Hosting;
using Plaza.Tests.Support;

namespace Plaza.Tests.Plans;

/// <summary>Requests every endpoint and page of a server once as each kind of visitor, and performs all actions of users.</summary>
internal sealed class EndpointWalker(PlazaTestServer plaza, SqlRecorder watch, TestAccount reader, string popular, string newest, string told)
{
    /// <summary>Endpoints that need a secret from a mail or an app, and files.</summary>
    private static readonly string[] Elsewhere = ["/confirm/", "/unsubscribe/", "/oauth/authorize", "{**", "/_", "/metrics"];

    private readonly List<string> _refused = [];

    /// <summary>Paths that no visitor got a successful response for.</summary>
    public IReadOnlyList<string> Rejected => _refused;

    public async Task ReadAsync()
    {
        using var browser = await LoginSession.AsAsync(plaza, reader);
        using var anonymous = plaza.Client();
        foreach (var path in Paths())
        {
            var given = false;
            foreach (var more in path.Contains('?', StringComparison.Ordinal) ? [""] : new[] { "", "?limit=40", $"?max_id={newest}", $"?since_id={popular}&limit=10", $"?min_id={popular}" })
            {
                watch.Doing = path + more;
                given |= await GivenAsync(reader.Api.GetAsync(path + more));
                given |= await GivenAsync(anonymous.GetAsync(path + more));
                given |= await GivenAsync(browser.Browser.GetAsync(path + more));
            }

            if (!given)
                _refused.Add(path);
        }
    }

    public async Task DoAsync()
    {
        watch.Doing = "doing";
        foreach (var task in plaza.Services.GetRequiredService<SpaceCatalog>().Tasks.Where(task => task.Schedule is not null))
            await task.RunAsync(plaza.Services, TimeProvider.System.GetUtcNow().ToString("O"), TestContext.Current.CancellationToken);

        var other = await plaza.CreateAccountAsync("other");
        var post = (await reader.WriteAsync($"@{other.Handle} words #popular")).Id;
        await other.WriteAsync($"@{reader.Handle} more words", inReplyTo: post);
        await other.FavouriteAsync(post);
        await other.BoostAsync(post);
        await other.FavouriteAsync(popular);
        await other.BoostAsync(popular);
        await other.FollowAsync(reader);
        await reader.FollowAsync(other);
        await plaza.QuietAsync();
        await other.Api.PostJsonAsync($"/api/v1/statuses/{post}/unfavourite");
        await other.Api.PostJsonAsync($"/api/v1/statuses/{post}/unreblog");
        await other.UnfollowAsync(reader);
        await reader.Api.PostJsonAsync("/api/v1/markers", new { notifications = new { last_read_id = newest } });
        await reader.Api.PostJsonAsync($"/api/v1/notifications/{(await reader.IdsAsync("/api/v1/notifications"))[0]}/dismiss");
        using (var renamed = await reader.Api.PatchAsync("/api/v1/accounts/update_credentials", new FormUrlEncodedContent([new("display_name", "Bob")])))
            renamed.IsSuccessStatusCode.ShouldBeTrue();

        using var deleted = await reader.Api.DeleteAsync($"/api/v1/statuses/{post}");
        deleted.IsSuccessStatusCode.ShouldBeTrue();
        await plaza.AskAsync(new SuspendAccount(other.Account));
        await plaza.AskAsync(new RestoreAccount(other.Account));
        await plaza.AskAsync(new ChangePassword(other.Account, TestAccount.Password, "another long one", default));
        await plaza.AskAsync(new DeleteAccount(other.Account));
        await plaza.QuietAsync();
        await reader.Api.PostJsonAsync("/api/v1/notifications/clear");
        await plaza.QuietAsync();
    }

    private async Task<bool> GivenAsync(Task<HttpResponseMessage> asking)
    {
        using var reply = await asking;
        ((int)reply.StatusCode).ShouldBeLessThan(500, watch.Doing);
        return reply.IsSuccessStatusCode;
    }

    /// <summary>All paths that can be read, from the server's own endpoints, with ids filled in.</summary>
    private List<string> Paths() =>
    [
        .. plaza.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            .Where(path => path is not "/admin" && !Elsewhere.Any(path.Contains))
            .Distinct()
            .Select(Filled),
        $"/api/v1/statuses?id[]={popular}", $"/api/v1/accounts?id[]={reader.Account}", "/api/v2/search?q=neighbour_1", "/api/v2/search?q=popular",
        $"/api/v1/accounts/{reader.Account}/statuses?exclude_replies=true&exclude_reblogs=true",
        $"/api/v1/notifications?types[]=mention&account_id={reader.Account}", $"/api/v1/accounts/relationships?id[]={reader.Account}",
    ];

    private string Filled(string path)
    {
        var filled = path
            .Replace("accounts/{id:id}", $"accounts/{reader.Account}", StringComparison.Ordinal)
            .Replace("notifications/{id:id}", $"notifications/{told}", StringComparison.Ordinal)
            .Replace("{id:id}", popular, StringComparison.Ordinal)
            .Replace("{id}", popular, StringComparison.Ordinal)
            .Replace("{handle}", reader.Handle, StringComparison.Ordinal)
            .Replace("{tag}", "popular", StringComparison.Ordinal)
            .Replace("{name}", "popular", StringComparison.Ordinal)
            .Replace("{version}", "2.0", StringComparison.Ordinal)
            .Replace("{key}", $"ungrouped-{told}", StringComparison.Ordinal);
        return path.EndsWith("lookup", StringComparison.Ordinal) ? $"{filled}?acct={reader.Handle}"
            : path.EndsWith("accounts/search", StringComparison.Ordinal) ? $"{filled}?q=neighbour_1"
            : path.EndsWith("v2/search", StringComparison.Ordinal) ? $"{filled}?q=neighbour_2"
            : filled;
    }
}
