using System.Net;
using Plaza.Data.Nodes;
using Plaza.Authentication.LoggingIn;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

public sealed class LoginThrottleTests(SharedServerFixture shared)
{
    private const int MaxFailures = 25;

    [Fact]
    public async Task A_name_that_was_guessed_at_25_times_in_an_hour_is_not_tried_any_more()
    {
        const string name = "guessed_at";
        using var browser = new PageClient(shared.Server);
        RequestRejectedException? rejected;
        var tried = 0;
        do
        {
            rejected = await Should.ThrowAsync<RequestRejectedException>(async () => await shared.Server.AskAsync(new LogIn(name, "wrong password", "")));
            tried++;
        }
        while (rejected.Reason is RejectionReason.Unauthenticated && tried <= 2 * MaxFailures);

        using var response = await browser.SubmitAsync("/login", "/login", ("username", name), ("password", "wrong password"));

        tried.ShouldBeGreaterThan(MaxFailures);
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Too many logins have failed for this name.");
    }

    [Fact]
    public async Task A_name_longer_than_any_address_is_wrong_and_not_remembered()
    {
        for (var tries = 0; tries <= MaxFailures; tries++)
        {
            var rejected = await Should.ThrowAsync<RequestRejectedException>(async () =>
                await shared.Server.AskAsync(new LogIn(new string('x', 255), "wrong password", "")));
            rejected.Reason.ShouldBe(RejectionReason.Unauthenticated);
        }
    }

    [Fact]
    public async Task After_25_failed_logins_for_a_handle_the_response_does_not_reveal_its_e_mail_address()
    {
        var ada = await shared.Server.CreateAccountAsync("ada");
        await GuessAsync(ada.Handle, MaxFailures + 1);

        (await RejectionOfAsync(ada.Handle)).Reason.ShouldBe(RejectionReason.TooManyRequests);
        var known = await RejectionOfAsync(ada.Email);
        var unknown = await RejectionOfAsync($"nobody.{ada.Email}");

        known.Reason.ShouldBe(RejectionReason.Unauthenticated);
        known.Message.ShouldBe(unknown.Message);
    }

    [Fact]
    public async Task Guesses_by_handle_and_by_address_count_for_one_account_without_saying_so()
    {
        var ada = await shared.Server.CreateAccountAsync("ada");
        await GuessAsync(ada.Handle, MaxFailures - 1);
        await GuessAsync(ada.Email, 2);

        var right = await RejectionOfAsync(ada.Email, TestAccount.Password);
        var wrong = await RejectionOfAsync(ada.Email);

        right.Reason.ShouldBe(RejectionReason.Unauthenticated);
        right.Message.ShouldBe(wrong.Message);
    }

    [Fact]
    public async Task An_unknown_name_is_limited_like_a_known_one()
    {
        var ada = await shared.Server.CreateAccountAsync("ada");

        var known = await GuessAsync(ada.Handle, MaxFailures + 1);
        var unknown = await GuessAsync($"no{ada.Handle}", MaxFailures + 1);

        known.ShouldBe(unknown);
        known.ShouldBe([.. Enumerable.Repeat(RejectionReason.Unauthenticated, MaxFailures), RejectionReason.TooManyRequests]);
    }

    [Fact]
    public async Task Strangers_who_guess_do_not_lock_out_a_browser_that_was_logged_in_before()
    {
        var ada = await shared.Server.CreateAccountAsync("ada");
        using var signIn = await LoginSession.AsAsync(shared.Server, ada);
        using var left = await signIn.Browser.SubmitFirstAsync("/home", "/logout");
        await GuessAsync(ada.Handle, MaxFailures + 1);
        await GuessAsync(ada.Email, MaxFailures + 1);

        using var response = await signIn.Browser.SubmitAsync("/login", "/login", ("username", ada.Email), ("password", TestAccount.Password));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe("/home");
    }

    [Fact]
    public async Task A_browser_that_was_logged_in_before_has_a_limit_too()
    {
        var ada = await shared.Server.CreateAccountAsync("ada");
        var device = (await shared.Server.AskAsync(new LogIn(ada.Handle, TestAccount.Password, ""))).Device;

        var refusals = await GuessAsync(ada.Handle, MaxFailures + 1, device);
        var others = await RejectionOfAsync(ada.Handle);

        refusals[^1].ShouldBe(RejectionReason.TooManyRequests);
        others.Reason.ShouldBe(RejectionReason.Unauthenticated);
    }

    [Fact]
    public async Task Each_browser_has_a_limit_of_its_own_for_each_account()
    {
        var (ada, bob) = (await shared.Server.CreateAccountAsync("ada"), await shared.Server.CreateAccountAsync("bob"));
        var other = (await shared.Server.AskAsync(new LogIn(ada.Handle, TestAccount.Password, ""))).Device;
        var device = (await shared.Server.AskAsync(new LogIn(bob.Handle, TestAccount.Password, ""))).Device;
        device = (await shared.Server.AskAsync(new LogIn(ada.Handle, TestAccount.Password, "") { Device = device })).Device;
        (await GuessAsync(ada.Handle, MaxFailures + 1, device))[^1].ShouldBe(RejectionReason.TooManyRequests);

        (await shared.Server.AskAsync(new LogIn(bob.Handle, TestAccount.Password, "") { Device = device })).Account.ShouldBe(bob.Account);
        (await shared.Server.AskAsync(new LogIn(ada.Handle, TestAccount.Password, "") { Device = other })).Account.ShouldBe(ada.Account);
    }

    [Fact]
    public async Task A_browser_of_one_account_is_a_stranger_to_another()
    {
        var (ada, bob) = (await shared.Server.CreateAccountAsync("ada"), await shared.Server.CreateAccountAsync("bob"));
        var device = (await shared.Server.AskAsync(new LogIn(bob.Handle, TestAccount.Password, ""))).Device;
        await GuessAsync(ada.Handle, MaxFailures + 1);

        (await RejectionOfAsync(ada.Handle, TestAccount.Password, device)).Reason.ShouldBe(RejectionReason.TooManyRequests);
        (await RejectionOfAsync(ada.Handle, TestAccount.Password, device![..^2] + "AA")).Reason.ShouldBe(RejectionReason.TooManyRequests);
        (await shared.Server.AskAsync(new LogIn(bob.Handle, TestAccount.Password, "") { Device = device })).Account.ShouldBe(bob.Account);
    }

    [Fact]
    public void A_flood_of_invented_names_does_not_reset_the_count_of_another()
    {
        var throttle = new LoginThrottle(new VirtualTimeProvider(), new Node());
        for (var tries = 0; tries <= MaxFailures; tries++)
            throttle.TryCount("account:1");

        for (var name = 0; name < 100_000; name++)
            throttle.TryCount($"name:{name}");

        throttle.TryCount("account:1").ShouldBeFalse();
    }

    [Fact]
    public async Task Logins_that_succeed_do_not_count()
    {
        var ada = await shared.Server.CreateAccountAsync("ada");

        for (var login = 0; login <= MaxFailures; login++)
            (await shared.Server.AskAsync(new LogIn(ada.Handle, TestAccount.Password, ""))).Account.ShouldBe(ada.Account);
        var device = (await shared.Server.AskAsync(new LogIn(ada.Handle, TestAccount.Password, ""))).Device;
        for (var login = 0; login <= MaxFailures; login++)
            (await shared.Server.AskAsync(new LogIn(ada.Handle, TestAccount.Password, "") { Device = device })).Account.ShouldBe(ada.Account);
    }

    [Fact]
    public async Task A_browser_is_known_to_the_8_accounts_that_logged_in_last()
    {
        string? device = null;
        var people = new List<TestAccount>();
        for (var number = 0; number < 9; number++)
            people.Add(await shared.Server.CreateAccountAsync("ada"));
        foreach (var person in people.Append(people[^1]))
            device = (await shared.Server.AskAsync(new LogIn(person.Handle, TestAccount.Password, "") { Device = device })).Device;
        await GuessAsync(people[0].Handle, MaxFailures + 1);
        await GuessAsync(people[1].Handle, MaxFailures + 1);

        (await RejectionOfAsync(people[0].Handle, TestAccount.Password, device)).Reason.ShouldBe(RejectionReason.TooManyRequests);
        (await shared.Server.AskAsync(new LogIn(people[1].Handle, TestAccount.Password, "") { Device = device })).Account.ShouldBe(people[1].Account);
    }

    [Fact]
    public void Each_hour_has_its_own_count()
    {
        var clock = new VirtualTimeProvider();
        var throttle = new LoginThrottle(clock, new Node());
        Exhaust(throttle, "account:1");

        clock.Advance(TimeSpan.FromHours(1));

        throttle.TryCount("account:1").ShouldBeTrue();
    }

    [Fact]
    public void A_request_that_was_not_counted_cannot_be_uncounted()
    {
        var throttle = new LoginThrottle(new VirtualTimeProvider(), new Node());

        throttle.Uncount("account:1");

        Exhaust(throttle, "account:1");
    }

    /// <summary>One row alone would reject about one name in nine, since 4 000 of its 32 768 counters are over the limit; both together reject one in 80.</summary>
    [Fact]
    public void Many_names_over_the_limit_hold_up_hardly_any_other()
    {
        var throttle = new LoginThrottle(new VirtualTimeProvider(), new Node());
        for (var name = 0; name < 4_000; name++)
        {
            for (var tries = 0; tries <= MaxFailures; tries++)
                throttle.TryCount($"over {name}");
        }

        Enumerable.Range(0, 2_000).Count(name => !throttle.TryCount($"other {name}")).ShouldBeLessThan(100);
    }

    private static void Exhaust(LoginThrottle throttle, string subject)
    {
        for (var tries = 0; tries < MaxFailures; tries++)
            throttle.TryCount(subject).ShouldBeTrue();

        throttle.TryCount(subject).ShouldBeFalse();
    }

    private async Task<List<RejectionReason>> GuessAsync(string name, int times, string? device = null)
    {
        var refusals = new List<RejectionReason>();
        for (var tries = 0; tries < times; tries++)
            refusals.Add((await RejectionOfAsync(name, "wrong password", device)).Reason);

        return refusals;
    }

    private async Task<RequestRejectedException> RejectionOfAsync(string name, string password = "wrong password", string? device = null) =>
        await Should.ThrowAsync<RequestRejectedException>(async () => await shared.Server.AskAsync(new LogIn(name, password, "") { Device = device }));
}
