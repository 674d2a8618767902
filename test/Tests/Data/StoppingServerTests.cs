using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Committing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data;

/// <summary>Requests that are still in flight when the server has stopped writing.</summary>
public sealed class StoppingServerTests : IAsyncLifetime
{
    private PlazaTestServer _plaza = null!;

    public async ValueTask InitializeAsync() => _plaza = await PlazaTestServer.StartAsync();

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task A_write_is_rejected_with_the_reason_and_the_time_to_retry()
    {
        var ada = await _plaza.CreateAccountAsync();
        using var browser = new PageClient(_plaza);
        await browser.LogInAsync(ada.Handle, TestAccount.Password);
        await _plaza.QuietAsync();
        await _plaza.Services.GetRequiredService<Committer>().StopAsync(TestContext.Current.CancellationToken);

        using var api = await ada.Api.PostAsync("/api/v1/statuses", new FormUrlEncodedContent([KeyValuePair.Create("status", "Hello")]));
        using var page = await browser.PostWithTokenAsync("/home", "/posts", ("text", "Hello"), ("visibility", "public"));

        foreach (var response in (HttpResponseMessage[])[api, page])
        {
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
            (await response.Content.ReadAsStringAsync()).ShouldContain("The server is stopping. Nothing was saved; try again in a few seconds.");
        }
    }
}
