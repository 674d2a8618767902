using System.Net;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

public sealed class GuessingTests(SharedPlaza shared)
{
    private const int MostFailures = 25;

    [Fact]
    public async Task A_name_that_was_guessed_at_25_times_in_an_hour_is_not_tried_any_more()
    {
        var name = "guessed_" + new string('x', 1000);
        using var browser = new Browser(shared.Server);
        RefusedException? refused;
        var tried = 0;
        do
        {
            refused = await Should.ThrowAsync<RefusedException>(async () => await shared.Server.AskAsync(new LogIn(name, "wrong password", "")));
            tried++;
        }
        while (refused.Refusal is Refusal.Unauthorised && tried <= 2 * MostFailures);

        using var answer = await browser.SubmitAsync("/login", "/login", ("username", name), ("password", "wrong password"));

        tried.ShouldBeGreaterThan(MostFailures);
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Too many logins have failed for this name.");
    }
}
