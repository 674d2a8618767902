using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>An unknown setting is an error: it may be a misspelt one that was meant to restrict access.</summary>
[Trait("Speed", "slow")]
public sealed class SettingsFileTests : IDisposable
{
    private readonly DataFolder _folder = MigratedDatabase.NewFolder();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Theory]
    [InlineData("""{ "Server": { "Registratons": "closed" } }""", "Server:Registratons", "is not a setting of Plaza. Did you mean Server:Registrations? ")]
    [InlineData("""{ "Sever": { "registrations": "closed" } }""", "Sever:registrations", "is not a setting of Plaza. Did you mean Server:Registrations? ")]
    [InlineData("""{ "Registrations": "closed" }""", "Registrations", "is not a setting of Plaza. Did you mean Server:Registrations? ")]
    [InlineData("""{ "Server": { "TrustedProxies": ["127.0.0.1"] } }""", "Server:TrustedProxies:0", "is not a setting of Plaza. Did you mean Server:TrustedProxies? ")]
    [InlineData("""{ "Gardens": { "Gnomes": 7 } }""", "Gardens:Gnomes", "is not a setting of Plaza. The README")]
    [InlineData("""{ "Urls": "http://127.0.0.1:1" }""", "Urls", "cannot be set in a file. Use --urls or PLAZA__URLS.")]
    public async Task A_setting_in_the_file_that_does_not_exist_is_named(string json, string named, string said)
    {
        var run = await RunAsync(json);

        run.Error.ShouldStartWith($"Plaza could not start: {named} in {Path.Combine(_folder.Path, "plaza.json")} {said}");
    }

    [Theory]
    [InlineData("PLAZA__SERVER__REGISTRATONS", " Did you mean PLAZA__SERVER__REGISTRATIONS?")]
    [InlineData("PLAZA__mail__hots", " Did you mean PLAZA__MAIL__HOST?")]
    [InlineData("PLAZA__REGISTRATIONS", " Did you mean PLAZA__SERVER__REGISTRATIONS?")]
    [InlineData("PLAZA__GARDENS", "")]
    public async Task A_setting_in_the_environment_that_does_not_exist_is_named_as_it_was_written(string name, string suggestion)
    {
        var run = await RunAsync("{}", (name, "closed"));

        run.Error.ShouldBe($"Plaza could not start: {name} in the environment is not a setting of Plaza.{suggestion} The README lists them all.\n");
    }

    [Theory]
    [InlineData("{\n  \"Server\": {\n    not json\n  }\n}", "line 3")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{ "Server": { "Name": "a", "name": "b" } }""", "duplicate")]
    [InlineData("", "line 1")]
    public async Task Errors_in_a_settings_file_are_reported_with_their_position(string json, string said)
    {
        var run = await RunAsync(json);

        run.Error.ShouldContain(Path.Combine(_folder.Path, "plaza.json"));
        run.Error.ShouldContain(said);
    }

    [Theory]
    [InlineData("PLAZA__MEMORY__POSTBYTES", "-1", "must be a number of bytes from 100000 (98 KB) to 68719476736 (64 GB).")]
    [InlineData("PLAZA__LOGGING__CONSOLE__FORMATTEROPTIONS__INCLUDESCOPES", "perhaps", "cannot be 'perhaps'.")]
    [InlineData("PLAZA__MEMORY__POSTBYTES", "lots", "must be a number of bytes from 100000 (98 KB) to 68719476736 (64 GB), not 'lots'.")]
    [InlineData("PLAZA__TIMELINES__MEMORYBYTES", "-1", "must be a number of bytes from 0 to 1099511627776 (1 TB).")]
    [InlineData("PLAZA__SERVER__MAXCONNECTIONS", "0", "must be a number from 1 to 1000000.")]
    [InlineData("PLAZA__SERVER__DRAINSECONDS", "-1", "must be a number of seconds from 0 to 3600.")]
    [InlineData("PLAZA__SERVER__LANGUAGE", "klingon-", "must be a language tag, such as en or pt-BR.")]
    [InlineData("PLAZA__SERVER__REGISTRATIONS", "maybe", "must be open or closed, not 'maybe'.")]
    [InlineData("PLAZA__SERVER__REGISTRATIONS", "7", "must be open or closed.")]
    [InlineData("PLAZA__SERVER__NAME", "", "is required.")]
    [InlineData("PLAZA__RATELIMITS__ENABLED", "perhaps", "must be true or false, not 'perhaps'.")]
    [InlineData("PLAZA__MAIL__SECURITY", "perhaps", "must be none, starttls or tls, not 'perhaps'.")]
    [InlineData("PLAZA__MAIL__PORT", "70000", "must be a port from 1 to 65535.")]
    [InlineData("PLAZA__mail__Timeout", "soon", "must be a time from 00:00:01 to 00:10:00 (hours:minutes:seconds), not 'soon'.")]
    public async Task A_setting_with_a_wrong_value_is_named_as_it_was_written_with_the_allowed_values(string name, string value, string said)
    {
        var run = await RunAsync("{}", (name, value));

        run.Error.ShouldBe($"Plaza could not start: {name} {said}\n");
    }

    [Fact]
    public async Task A_setting_of_the_file_with_a_wrong_value_is_named_by_its_name_there()
    {
        var run = await RunAsync("""{ "Mail": { "Port": 70000 } }""");

        run.Error.ShouldBe("Plaza could not start: Mail:Port must be a port from 1 to 65535.\n");
    }

    private async Task<ProgramRun> RunAsync(string json, params (string Name, string Value)[] settings)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "plaza.json"), json, TestContext.Current.CancellationToken);
        var run = await PlazaProgram.RunAsync(["--data", _folder.Path, "--urls", $"http://127.0.0.1:{PlazaTestServer.FreePort()}"], settings);
        run.ShouldEndWith(1).Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
        return run;
    }
}
