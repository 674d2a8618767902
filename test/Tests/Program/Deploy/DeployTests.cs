using System.Text.RegularExpressions;
using Plaza.Tests.Architecture;
using Plaza.Tests.Spaces;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Deploy;

/// <summary>The files in <c>deploy</c>, and the commands of <c>docs/deploying.md</c>, with the published program.</summary>
[Trait("Speed", "slow")]
public sealed partial class DeployTests(PublishedProgram published) : IClassFixture<PublishedProgram>
{
    /// <summary>Asks through a proxy twice, and once more with a forged header.</summary>
    private const string Ask =
        """
        ask() {
          until curl -ks -o /dev/null --resolve plaza.example.org:443:127.0.0.1 https://plaza.example.org/livez; do sleep 0.1; done
          for forged in '' '' 203.0.113.99; do
            curl -ksS -D - -o /dev/null --interface $1 --resolve plaza.example.org:443:127.0.0.1 ${forged:+-H "X-Forwarded-For: $forged"} https://plaza.example.org/about
          done
          curl -sS -o /dev/null -w '%{http_code} %{redirect_url}\n' --resolve plaza.example.org:80:127.0.0.1 http://plaza.example.org/about
        }
        """;

    [Fact]
    public async Task The_commands_of_the_page_install_a_service_behind_each_proxy_that_sees_the_address_of_the_client()
    {
        using var sandbox = new Sandbox();
        await sandbox.AddCertificateAsync();
        sandbox.Show(published.Plaza, "/build/out/plaza");
        sandbox.Show(Solution.Path("deploy"), "/build/deploy");
        foreach (var stub in (string[])["sudo", "systemctl"])
            sandbox.Show(Solution.Path($"test/Tests/Program/Deploy/{stub}.sh"), $"/build/stub/{stub}");

        var run = await sandbox.RunAsync(
            $$"""
            set -eu
            export PATH=/build/bin:$PATH
            mkdir -p /build/bin /var/log/nginx /var/lib/nginx /var/lib/haproxy /var/cache
            for stub in sudo systemctl; do install -m 0755 /build/stub/$stub /build/bin/$stub; done
            {{Ask}}
            {{Commands("The service")}}
            {{Commands("The first account")}}
            {{Commands("nginx")}}
            echo '== nginx'; ask 127.0.0.5
            nginx -s stop
            while [ -e /run/nginx.pid ]; do sleep 0.1; done
            {{Commands("HAProxy")}}
            echo '== haproxy'; ask 127.0.0.6
            kill $(cat /run/haproxy.pid)
            {{Commands("Caddy")}}
            {{Commands("Stop, restart, upgrade")}}
            curl -fsS http://127.0.0.1:5080/@ada | grep -o '<title>.*</title>'
            stat -c '%U %a' /var/lib/plaza /var/lib/plaza/data/plaza.db /var/lib/plaza/data-*/plaza.db
            """);

        run.ShouldBeDone();
        run.Output.ShouldContain("Created @ada");
        foreach (var proxy in (string[])["nginx", "haproxy"])
        {
            var said = run.Output.Split($"== {proxy}\n")[1].Split("== ")[0];
            Remaining().Matches(said).Select(match => match.Groups["left"].Value).ShouldBe(["299", "298", "297"], $"its own limit, whatever it claims: {said}");
            StrictTransport().Count(said).ShouldBe(3, said);
            said.ShouldContain("301 https://plaza.example.org/about");
        }

        run.Output.ShouldContain("ada");
        run.Output.ShouldEndWith("plaza 700\nplaza 600\nplaza 600\n");
    }

    [Fact]
    public async Task The_program_runs_as_the_user_and_with_the_read_only_root_that_the_Containerfile_names()
    {
        if (OperatingSystem.IsWindows())
            return;

        var container = await File.ReadAllLinesAsync(Solution.Path("deploy/container/Containerfile"), TestContext.Current.CancellationToken);
        string Of(string instruction) => container.Last(line => line.StartsWith($"{instruction} ", StringComparison.Ordinal))[(instruction.Length + 1)..];
        var settings = string.Join(' ', container.Where(line => line.StartsWith("ENV ", StringComparison.Ordinal)).Select(line => line[4..]).Append("PLAZA__SERVER__PUBLICURL=https://plaza.example.org"));
        var (user, program, volume) = (Of("USER").Split(':'), Of("COPY").Split(' ')[^1], Of("VOLUME"));
        Of("ENTRYPOINT").ShouldBe($"[\"{program}\"]");
        using var sandbox = new Sandbox();
        var image = Directory.CreateTempSubdirectory("plaza-image-");
        File.SetUnixFileMode(image.FullName, (UnixFileMode)0b111_101_101);
        File.Copy(published.Plaza, Path.Combine(image.FullName, "plaza"));
        var data = image.CreateSubdirectory("data").FullName;
        sandbox.Share(image.FullName, "/opt/plaza");
        sandbox.Share(data, volume);

        // The first run is that of the build, which extracts the native library; afterwards the program's folder is read-only as well.
        string As(string command) => $"setpriv --reuid={user[0]} --regid={user[1]} --clear-groups --no-new-privs --bounding-set=-all env -i {settings} {command}";
        (await sandbox.RunAsync($"install {Of("RUN install")}\n{As($"{program} --version")}")).ShouldBeDone();

        sandbox.Show(image.FullName, "/opt/plaza");
        sandbox.Share(data, volume);
        var run = await sandbox.RunAsync(
            $$"""
            set -eu
            {{As("sh -c 'touch /opt/plaza/x || touch /x || echo nothing else can be written'")}} 2>/dev/null
            {{As(program)}} & server=$!
            until curl -fs http://127.0.0.1:5080/readyz; do kill -0 $server; sleep 0.1; done
            echo correct horse battery | {{As($"{program} account create --username ada --email ada@example.org")}}
            curl -fsS http://127.0.0.1:5080/@ada >/dev/null
            kill $server
            wait $server
            stat -c '%u %a %n' {{volume}}/plaza.db
            """,
            isRootReadOnly: true);

        run.ShouldBeDone();
        run.Output.ShouldContain("nothing else can be written");
        run.Output.ShouldContain("Created @ada");
        run.Output.ShouldEndWith($"{user[0]} 600 {volume}/plaza.db\n");
        image.Delete(recursive: true);
    }

    [Fact]
    public async Task The_compose_file_mounts_the_volume_of_the_image_and_has_only_settings_that_exist()
    {
        var compose = await File.ReadAllTextAsync(Solution.Path("deploy/container/compose.yaml"), TestContext.Current.CancellationToken);
        var container = await File.ReadAllTextAsync(Solution.Path("deploy/container/Containerfile"), TestContext.Current.CancellationToken);
        var volume = Volume().Match(container).Groups["path"].Value;

        compose.ShouldContain($"- data:{volume}\n");
        compose.ShouldContain("read_only: true");
        compose.ShouldContain("dockerfile: deploy/container/Containerfile");
        Setting().Matches(compose + await File.ReadAllTextAsync(Solution.Path("docs/deploying.md"), TestContext.Current.CancellationToken))
            .Select(match => match.Value.Replace("PLAZA__", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal))
            .ShouldBeSubsetOf(Server.Hosting.KnownSettings.Names.Select(name => name.ToUpperInvariant()));
    }

    [Fact]
    public async Task The_unit_is_valid_and_leaves_the_program_few_rights()
    {
        var folder = Directory.CreateTempSubdirectory("plaza-unit-");
        var unit = Path.Combine(folder.FullName, "plaza.service");
        var text = await File.ReadAllTextAsync(Solution.Path("deploy/systemd/plaza.service"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(unit, text.Replace("/opt/plaza/plaza", PlazaProgram.Path, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var verified = (await PlazaProgram.RunAsync(["verify", unit], [], "systemd-analyze")).ShouldBeDone();
        (await PlazaProgram.RunAsync(["security", "--offline=true", "--threshold=20", unit], [], "systemd-analyze")).ShouldBeDone();

        $"{verified.Output}{verified.Error}".ShouldNotContain("plaza.service", customMessage: "a warning names the unit");
        folder.Delete(recursive: true);
    }

    /// <summary>The blocks of the page under a heading, up to the next one.</summary>
    private static string Commands(string heading)
    {
        var page = File.ReadAllText(Solution.Path("docs/deploying.md"));
        var section = Regex.Split(page, "^#+ ", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Single(part => part.StartsWith($"{heading}\n", StringComparison.Ordinal));
        return string.Concat(Markdown.Blocks(section).Where(block => block.Language is "sh").Select(block => block.Text));
    }

    [GeneratedRegex("^x-ratelimit-remaining: (?<left>[0-9]+)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Remaining();

    [GeneratedRegex("^strict-transport-security: ", RegexOptions.IgnoreCase | RegexOptions.Multiline, 1000)]
    private static partial Regex StrictTransport();

    [GeneratedRegex("^VOLUME (?<path>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Volume();

    [GeneratedRegex("PLAZA__[A-Z]+__[A-Z]+", RegexOptions.None, 1000)]
    private static partial Regex Setting();
}
