using Plaza.Contracts.Authentication;
using Plaza.Server.Cli;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary><c>plaza account promote</c> and <c>demote</c>.</summary>
public sealed class AdminVerbTests
{
    [Fact]
    public async Task An_account_is_made_an_admin_and_no_longer_one_at_once()
    {
        await using var plaza = await PlazaTestServer.StartAsync();
        var (root, ada) = (await plaza.CreateAccountAsync("root_", isAdmin: true), await plaza.CreateAccountAsync("ada"));
        var login = await plaza.AskAsync(new LogIn(ada.Handle, TestAccount.Password, ""));
        (await IsAdminAsync(plaza, login)).ShouldBeFalse();

        (await RunAsync(plaza, "promote", ada)).ShouldBeDone().Output.ShouldBe($"@{ada.Handle} is an admin.\n");
        (await IsAdminAsync(plaza, login)).ShouldBeTrue();
        (await RunAsync(plaza, "promote", ada)).ShouldBeDone().Output.ShouldBe($"@{ada.Handle} is already an admin.\n");

        (await RunAsync(plaza, "demote", ada)).ShouldBeDone().Output.ShouldBe($"@{ada.Handle} is without admin rights.\n");
        (await IsAdminAsync(plaza, login)).ShouldBeFalse();
        (await RunAsync(plaza, "demote", ada)).ShouldBeDone().Output.ShouldBe($"@{ada.Handle} is already without admin rights.\n");

        (await RunAsync(plaza, "promote", root)).ShouldBeDone().Output.ShouldBe($"@{root.Handle} is already an admin.\n");
        (await RunAsync(plaza, "demote", root)).ShouldEndWith(1).Error.ShouldStartWith("This is the only admin. Make another one first");
        plaza.Folder.Number($"select is_admin from accounts where id = {root.Account}").ShouldBe(1);
    }

    private static async Task<bool> IsAdminAsync(PlazaTestServer plaza, LoginResult login) =>
        (await plaza.AskAsync(new GetPrincipalBySession(login.Secret)))!.IsAdmin;

    private static async Task<ProgramRun> RunAsync(PlazaTestServer plaza, string verb, TestAccount account)
    {
        await using StringWriter output = new(), error = new();
        var status = await ControlSocketClient.TryRunAsync(
            plaza.Folder, ["account", verb, "--username", account.Handle], output, error, TestContext.Current.CancellationToken);
        return new(status.ShouldNotBeNull(), output.ToString(), error.ToString());
    }
}
