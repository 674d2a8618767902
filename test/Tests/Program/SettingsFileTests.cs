using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>A setting that does nothing is an error: it may be a misspelt one that was to close a door.</summary>
[Trait("Speed", "slow")]
public sealed class SettingsFileTests : IDisposable
{
    private readonly DataFolder _folder = ServerProcess.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("""{ "Server": { "Registratons": "closed" } }""", "Server:Registratons")]
    [InlineData("""{ "Sever": { "Registrations": "closed" } }""", "Sever:Registrations")]
    [InlineData("""{ "Registrations": "closed" }""", "Registrations")]
    [InlineData("""{ "Server": { "TrustedProxies": ["127.0.0.1"] } }""", "Server:TrustedProxies:0")]
    [InlineData("""{ "Urls": "http://127.0.0.1:1" }""", "Urls")]
    public async Task A_setting_in_the_file_that_does_not_exist_is_named(string json, string named)
    {
        var run = await RunAsync(json);

        run.Error.ShouldContain($"{named} ");
        run.Error.ShouldContain("plaza.json");
    }

    [Fact]
    public async Task A_setting_in_the_environment_that_does_not_exist_is_named()
    {
        var run = await RunAsync("{}", ("PLAZA__SERVER__REGISTRATONS", "closed"));

        run.Error.ShouldContain("SERVER:REGISTRATONS");
    }

    [Theory]
    [InlineData("{\n  \"Server\": {\n    not json\n  }\n}", "line 3")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{ "Server": { "Name": "a", "name": "b" } }""", "duplicate")]
    [InlineData("", "line 1")]
    public async Task What_is_wrong_in_a_file_of_settings_is_said_with_its_place(string json, string said)
    {
        var run = await RunAsync(json);

        run.Error.ShouldContain(Path.Combine(_folder.Path, "plaza.json"));
        run.Error.ShouldContain(said);
    }

    [Theory]
    [InlineData("PLAZA__MEMORY__POSTBYTES", "-1", "Memory:PostBytes must be")]
    [InlineData("PLAZA__MEMORY__POSTBYTES", "lots", "Memory:PostBytes")]
    [InlineData("PLAZA__SERVER__MAXCONNECTIONS", "0", "Server:MaxConnections must be")]
    [InlineData("PLAZA__SERVER__LANGUAGE", "klingon-", "Server:Language")]
    [InlineData("PLAZA__SERVER__REGISTRATIONS", "maybe", "Server:Registrations")]
    [InlineData("PLAZA__MAIL__PORT", "70000", "Mail:Port must be")]
    [InlineData("PLAZA__MAIL__TIMEOUT", "soon", "Mail:Timeout")]
    public async Task A_setting_is_named_by_its_own_name_and_no_name_of_the_code(string name, string value, string said)
    {
        var run = await RunAsync("{}", (name, value));

        run.Error.ShouldContain(said);
        run.Error.ShouldNotContain("Options");
        run.Error.ShouldNotContain("System.");
        run.Error.ShouldNotContain("Plaza.");
    }

    private async Task<ProgramRun> RunAsync(string json, params (string Name, string Value)[] settings)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "plaza.json"), json, TestContext.Current.CancellationToken);
        var run = await PlazaProgram.RunAsync(["--data", _folder.Path, "--urls", $"http://127.0.0.1:{PlazaTestServer.FreePort()}"], settings);
        run.ShouldEndWith(1).Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
        return run;
    }
}
