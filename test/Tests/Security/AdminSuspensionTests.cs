using System.Net;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Admins can suspend other accounts, but not admins; the last admin stays.</summary>
public sealed class AdminSuspensionTests : IAsyncLifetime
{
    private PlazaTestServer _plaza = null!;
    private TestAccount _admin = null!;

    [Fact]
    public async Task Admins_cannot_suspend_each_other_or_themselves_on_the_website()
    {
        var other = await _plaza.CreateAccountAsync("other", isAdmin: true);
        var bob = await _plaza.CreateAccountAsync("bob");
        using var signIn = await LoginSession.AsAsync(_plaza, _admin);
        using var home = await signIn.Browser.GetAsync("/home");
        var token = ("__RequestVerificationToken", PageClient.FormTokenIn(await home.Content.ReadAsStringAsync()));

        using var self = await signIn.Browser.PostAsync($"/@{_admin.Handle}/suspend", token);
        using var another = await signIn.Browser.PostAsync($"/@{other.Handle}/suspend", token);
        using var member = await signIn.Browser.SubmitAsync($"/@{bob.Handle}", $"/@{bob.Handle}/suspend");
        using var page = await signIn.Browser.GetAsync($"/@{other.Handle}");

        self.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        another.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        member.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await another.Content.ReadAsStringAsync()).ShouldContain("Admins cannot suspend each other or themselves.");
        (await page.Content.ReadAsStringAsync()).ShouldNotContain($"/@{other.Handle}/suspend");
        await other.Api.GetJsonAsync("/api/v1/accounts/verify_credentials");
    }

    [Fact]
    public async Task The_operator_suspends_and_deletes_admins_but_never_the_last_one()
    {
        var other = await _plaza.CreateAccountAsync("other", isAdmin: true);

        (await _plaza.AskAsync(new SuspendAccount(other.Account))).ShouldBeTrue();
        foreach (var command in (Func<Task>[])[SuspendAsync, DeleteAsync])
            (await Should.ThrowAsync<RequestRejectedException>(command)).Message.ShouldStartWith("This is the only admin.");

        (await _plaza.AskAsync(new DeleteAccount(other.Account))).ShouldBeTrue();
        await _admin.Api.GetJsonAsync("/api/v1/accounts/verify_credentials");

        async Task SuspendAsync() => await _plaza.AskAsync(new SuspendAccount(_admin.Account));
        async Task DeleteAsync() => await _plaza.AskAsync(new DeleteAccount(_admin.Account));
    }

    public async ValueTask InitializeAsync()
    {
        _plaza = await PlazaTestServer.StartAsync();
        _admin = await _plaza.CreateAccountAsync("admin", isAdmin: true);
    }

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();
}
