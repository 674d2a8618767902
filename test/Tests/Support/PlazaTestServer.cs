using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plaza.Contracts.Authentication;
using Plaza.Data;
using Plaza.Server.Hosting;
using Plaza.Spaces.Events;
using Plaza.Spaces.Requests;

namespace Plaza.Tests.Support;

/// <summary>A whole server on a folder and a port of its own, accessed over HTTP on loopback.</summary>
public sealed class PlazaTestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _people;

    private PlazaTestServer(WebApplication app, DataFolder folder, Uri url)
    {
        _app = app;
        Folder = folder;
        Url = url;
    }

    public DataFolder Folder { get; }

    public Uri Url { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">For example <c>("Server:Registrations", "closed")</c>. Rate limits are off by default.</param>
    public static Task<PlazaTestServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(TimeProvider.System, settings);

    /// <param name="clock">The clock of the server.</param>
    public static async Task<PlazaTestServer> StartAsync(TimeProvider clock, params (string Key, string Value)[] settings) =>
        await StartAsync(MigratedDatabase.NewFolder(), clock, settings);

    public static Task<PlazaTestServer> StartAsync(DataFolder folder, params (string Key, string Value)[] settings) =>
        StartAsync(folder, TimeProvider.System, settings);

    public static async Task<PlazaTestServer> StartAsync(DataFolder folder, TimeProvider clock, params (string Key, string Value)[] settings)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var all = new Dictionary<string, string> { ["RateLimits:Enabled"] = "false", ["Logging:LogLevel:Default"] = "Error" };
        if (TestDatabase.ConnectionOf(folder) is { } connection)
            all["Database:Connection"] = connection;

        foreach (var (key, value) in settings)
            all[key] = value;

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "plaza.json"), JsonSerializer.Serialize(all));
        File.Delete(folder.Socket);
        var app = PlazaServer.Build(new(folder, url.ToString()), clock, CheapPasswords);
        await app.StartAsync();
        return new(app, folder, url);
    }

    /// <summary>A client without cookies that follows no redirects.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Url };

    /// <summary>Creates an account with a password and a token with all scopes. The handle has the given prefix and is unique.</summary>
    public async Task<TestAccount> CreateAccountAsync(string name = "ada", bool isAdmin = false)
    {
        var handle = $"{name}_{Letters(Interlocked.Increment(ref _people))}";
        var email = $"{handle}@example.org";
        var account = await AskAsync(new SignUp(handle, email, TestAccount.Password) { ByOperator = true, IsAdmin = isAdmin });
        var token = await AskAsync(new IssueToken(account, "read write follow push"));
        var api = Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", token.Secret);
        return new(account, handle, email, token.Secret, api);
    }

    public ValueTask<TAnswer> AskAsync<TAnswer>(IRequest<TAnswer> request) =>
        Services.GetRequiredService<IRequestBus>().SendAsync(request);

    /// <summary>Waits until all effects are complete, including durable subscriptions and tasks.</summary>
    public async Task QuietAsync()
    {
        var inFlight = Services.GetRequiredService<InFlightTracker>();

        // Completed work may have started other work, so the server must be idle twice.
        await inFlight.WhenIdleAsync();
        await inFlight.WhenIdleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        TestDatabase.Delete(Folder);
    }

    /// <summary>Stops the server and keeps its folder, for a later start.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Cheap password hashes: one of full cost takes 100 ms of a core, and most tests need an account.</summary>
    private static void CheapPasswords(IServiceCollection services) =>
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Letters only: handles with digits may be confusable.</summary>
    private static string Letters(int number) => number < 26 ? $"{(char)('a' + number)}" : $"{Letters(number / 26)}{(char)('a' + (number % 26))}";
}
