using System.Net;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>Several servers on one database: what each does, and the folder that they share.</summary>
[Trait("Speed", "slow")]
public sealed class NodeProgramTests : IDisposable
{
    private readonly DataFolder _folder = MigratedDatabase.NewEmptyFolder();

    public void Dispose() => TestDatabase.Delete(_folder);

    [Fact, Trait("Database", "Sqlite")]
    public async Task With_one_database_file_a_server_has_all_roles()
    {
        var run = await PlazaProgram.RunAsync("serve", "--roles", "web,api", "--data", _folder.Path);

        run.ShouldEndWith(1).Error.ShouldContain("set PLAZA__DATABASE__CONNECTION, or leave --roles out.");
    }

    [Fact, Trait("Database", "Sqlite")]
    public async Task With_one_database_file_there_are_no_other_servers()
    {
        MigratedDatabase.CopyTo(_folder);

        (await PlazaProgram.RunAsync("nodes", "list", "--data", _folder.Path)).ShouldBeDone().Output.ShouldContain("one server uses at a time");
    }

    [Theory, Trait("Database", "Sqlite")]
    [InlineData("web,streams")]
    [InlineData("")]
    [InlineData("web,")]
    public async Task A_role_that_does_not_exist_is_named(string roles)
    {
        var rule = $"takes web, api and tasks, separated by commas, not '{roles}'.";

        (await PlazaProgram.RunAsync("serve", "--roles", roles, "--data", _folder.Path)).ShouldEndWith(2).Error.ShouldContain($"--roles {rule}");
        if (roles.Length > 0)
            (await PlazaProgram.RunAsync(["serve", "--data", _folder.Path], [("PLAZA__ROLES", roles)])).ShouldEndWith(2).Error.ShouldContain(rule);
    }

    [Fact, Trait("Database", "Postgres")]
    public async Task A_server_that_does_not_share_the_folder_of_the_others_does_not_start()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        (await ListAsync("one", "shared")).ShouldBeDone();
        (await ListAsync("two", "shared")).ShouldBeDone();

        (await ListAsync("three", "elsewhere")).ShouldEndWith(1).Error.ShouldContain("elsewhere is not the folder that the servers of");
    }

    [Fact, Trait("Database", "Postgres")]
    public async Task Each_server_serves_its_roles_and_a_session_is_valid_on_all()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        await using var one = await StartAsync("one", "web,tasks");
        await using var other = await StartAsync("other", "web,api");
        using var ada = await one.CreateAccountAsync("ada");
        using var pages = new PageClient(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = one.Url });
        await pages.LogInAsync("ada", TestAccount.Password);

        var nodes = (await one.RunAsync("nodes", "list")).ShouldBeDone().Output.TrimEnd().Split('\n');
        nodes.Length.ShouldBe(2);
        nodes[0].ShouldMatch("web,tasks .*runs the subscriptions  responds to this command");
        nodes[1].ShouldMatch("web,api ");
        (await StatusAsync(one, "/about")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(one, "/api/v2/instance")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(other, "/api/v2/instance")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(other, "/api/v1/accounts/lookup?acct=ada")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(other, "/settings", pages.Cookies)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact, Trait("Database", "Postgres")]
    public async Task A_server_that_was_frozen_past_its_lease_rejects_requests_until_it_has_joined_again()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "PLAZA_TESTS_DATABASE names no server");
        await using var server = await StartAsync("one", "web,api,tasks");
        _folder.Tamper("alter table nodes add constraint frozen check (expires_at = 0) not valid"); // Its renewals fail from now on.

        await Eventually.TrueAsync(async () => await StatusAsync(server, "/readyz") is HttpStatusCode.ServiceUnavailable, "the lease has expired");

        using var response = await server.Client.GetAsync("/api/v2/instance", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await response.JsonAsync(503)).Text("error").ShouldBe("This node cannot reach the database. Try again in a few seconds.");
        (await StatusAsync(server, "/livez")).ShouldBe(HttpStatusCode.OK);
        _folder.Tamper("alter table nodes drop constraint frozen");
        await Eventually.TrueAsync(async () => await StatusAsync(server, "/readyz") is HttpStatusCode.OK, "it has joined again");
    }

    private static async Task<HttpStatusCode> StatusAsync(ServerProcess server, string path, string? cookies = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookies is not null)
            request.Headers.Add("Cookie", cookies);

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private Task<ServerProcess> StartAsync(string node, string roles) => ServerProcess.StartAsync(
        new DataFolder(Path.Combine(_folder.Path, node)), Connection, ("PLAZA__SHARED", _folder.Path), ("PLAZA__ROLES", roles));

    private (string, string) Connection => ("PLAZA__DATABASE__CONNECTION", TestDatabase.ConnectionOf(_folder)!);

    private Task<ProgramRun> ListAsync(string node, string shared) => PlazaProgram.RunAsync(
        ["account", "list", "--data", Path.Combine(_folder.Path, node), "--shared", Path.Combine(_folder.Path, shared)], [Connection]);
}
