using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

[Trait("Speed", "slow")]
public sealed partial class PublishedProgramTests(PublishedProgram published) : IClassFixture<PublishedProgram>
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void It_is_one_file_of_modest_size()
    {
        var files = Directory.GetFiles(published.Folder, "*", SearchOption.AllDirectories);

        files.ShouldBe([published.Plaza]);
        var size = new FileInfo(published.Plaza).Length;
        TestContext.Current.SendDiagnosticMessage("The published program has {0:F1} MB", (double)size / Megabyte);
        size.ShouldBeLessThan(46 * Megabyte);
    }

    [Fact]
    public async Task From_an_empty_folder_it_serves_a_page_with_all_that_belongs_to_it()
    {
        var empty = Directory.CreateTempSubdirectory("plaza-");
        await using var server = await StartAsync(empty);

        var html = await server.Client.GetStringAsync("/");
        var assets = Assets().Matches(html).Select(match => match.Groups["it"].Value.Split('#')[0]).Distinct().ToList();

        assets.ShouldContain(path => path.StartsWith("/plaza.css", StringComparison.Ordinal));
        assets.ShouldContain(path => path.StartsWith("/plaza.js", StringComparison.Ordinal));
        assets.ShouldContain(path => path.StartsWith("/icons.svg", StringComparison.Ordinal));
        foreach (var path in assets)
            await ShouldBeWholeAsync(server.Client, path);

        Directory.Exists(Path.Combine(empty.FullName, "data", "keys")).ShouldBeTrue();
        (await server.StopAsync()).ShouldBe(0, server.Said);
        empty.Delete(recursive: true);
    }

    [Fact]
    public async Task It_executes_verbs_and_prints_its_usage()
    {
        var empty = Directory.CreateTempSubdirectory("plaza-");
        await using var server = await StartAsync(empty);
        await server.SaysAsync("account create");

        var command = server.Said.Split('\n').Select(line => line.Trim()).First(line => line.Contains("account create", StringComparison.Ordinal));
        var run = await PlazaProgram.RunAsync(["-c", command], [], "/bin/sh", empty.FullName, input: Encoding.UTF8.GetBytes($"{TestAccount.Password}\n"));

        command.ShouldStartWith(published.Plaza);
        run.ShouldBeDone();
        (await server.Client.GetStringAsync("/@ada")).ShouldContain("ada");
        await server.StopAsync();
        empty.Delete(recursive: true);
    }

    [Fact]
    public async Task It_sends_a_mail_although_part_of_the_mail_library_is_left_out()
    {
        var empty = Directory.CreateTempSubdirectory("plaza-");
        await using var smtp = SmtpListener.Start(new() { StartTls = true, User = "plaza", Password = "geheim" });
        var settings = new Dictionary<string, string>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = $"{smtp.Port}",
            ["Mail:From"] = "Plätze, alle <plaza@bücher.example>",
            ["Mail:Security"] = "starttls",
            ["Mail:TrustedRoot"] = smtp.TrustedRoot,
            ["Mail:User"] = "plaza",
            ["Mail:Password"] = "geheim",
        };
        await File.WriteAllTextAsync(Path.Combine(empty.FullName, "plaza.json"), JsonSerializer.Serialize(settings), TestContext.Current.CancellationToken);
        await using var server = await StartAsync(empty);

        using var signedUp = await new PageClient(server.Client).PostWithTokenAsync(
            "/signup", "/signup", ("username", "ada"), ("email", "ada@example.org"), ("password", TestAccount.Password));

        signedUp.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var mail = await smtp.ReceivedAsync(mail => mail.To.Contains("ada@example.org"), TestContext.Current.CancellationToken);
        mail.From.ShouldBe("plaza@xn--bcher-kva.example");
        mail["From"].ShouldBe("Plätze, alle <plaza@xn--bcher-kva.example>");
        mail.Text!.ShouldContain("/confirm/");
        mail.Html!.ShouldContain("Confirm this address</a>");
        (await server.StopAsync()).ShouldBe(0, server.Said);
        empty.Delete(recursive: true);
    }

    private async Task<ServerProcess> StartAsync(DirectoryInfo folder)
    {
        var began = Stopwatch.GetTimestamp();
        var server = ServerProcess.Launch(published.Plaza, folder.FullName, new Uri($"http://127.0.0.1:{PlazaTestServer.FreePort()}"));
        await server.HealthyAsync();
        TestContext.Current.SendDiagnosticMessage("From its start to the first answer: {0:F0} ms", Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        return server;
    }

    private static async Task ShouldBeWholeAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        var type = Path.GetExtension(path.Split('?')[0]) switch
        {
            ".css" => "text/css",
            ".js" => "text/javascript",
            ".svg" => "image/svg+xml",
            var other => throw new InvalidOperationException($"What is {other}?"),
        };

        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        (await response.Content.ReadAsStringAsync()).ShouldNotBeNullOrWhiteSpace(path);
    }

    [GeneratedRegex("(?:href|src)=\"(?<it>/[^\"]+\\.(?:css|js|svg|png|ico)[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assets();
}
