using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Tasks;
using Plaza.Tests.Support;

namespace Plaza.Tests.Mail;

/// <summary>A server with a public name, and the mail server that it sends to.</summary>
internal sealed class MailServerFixture(PlazaTestServer server, SmtpListener smtp) : IAsyncDisposable
{
    public const string PublicUrl = "https://plaza.example";

    public PlazaTestServer Server => server;

    public SmtpListener Smtp => smtp;

    public static Task<MailServerFixture> StartAsync(params (string Key, string Value)[] settings) =>
        StartAsync(TimeProvider.System, new(), settings);

    public static async Task<MailServerFixture> StartAsync(TimeProvider clock, SmtpListenerSetup setup, params (string Key, string Value)[] settings)
    {
        var smtp = SmtpListener.Start(setup);
        (string, string)[] usual =
        [
            ("Server:PublicUrl", PublicUrl), ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{smtp.Port}"),
            ("Mail:From", "The square <plaza@plaza.example>"), ("Mail:RetryUnreachable", "00:00:00.5"),
        ];
        return new(await PlazaTestServer.StartAsync(clock, [.. usual, .. settings]), smtp);
    }

    public Task<TestAccount> CreateAccountAsync(string name) => server.CreateAccountAsync(name);

    /// <returns>The id of the post.</returns>
    public static async Task<string> PostAsync(TestAccount author, string text, string visibility = "public", string warning = "") =>
        (string)(await author.Api.PostJsonAsync("/api/v1/statuses", new { status = text, visibility, spoiler_text = warning }))["id"]!;

    /// <summary>The mails to an account, once the server is idle.</summary>
    public async Task<List<ReceivedMail>> MailForAsync(TestAccount reader)
    {
        await server.QuietAsync();
        return [.. smtp.Received.Where(mail => mail.To.Contains(reader.Email))];
    }

    /// <summary>The tasks of a name in a state; waits until there are that many.</summary>
    public Task<List<TaskRow>> TasksAsync(string name, TaskState state, int count) => Eventually.GetAsync(
        async () =>
        {
            var all = await server.Services.GetRequiredService<TaskQueue>().GetNewestAsync(10_000, TestContext.Current.CancellationToken);
            var found = all.Where(task => task.Name == name && task.State == state).ToList();
            return found.Count >= count ? found : null;
        },
        $"{count} of {name} are {state}");

    /// <summary>The path of a URL of this server.</summary>
    public static string PathOf(string link)
    {
        link.ShouldStartWith(PublicUrl + "/");
        return link[PublicUrl.Length..];
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await smtp.DisposeAsync();
    }
}
