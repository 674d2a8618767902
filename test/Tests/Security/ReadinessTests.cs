using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>When the server reports that it is ready, and when it stops itself.</summary>
public sealed class ReadinessTests : IAsyncLifetime
{
    private PlazaTestServer _plaza = null!;

    public static TheoryData<Exception, bool> Failures => new()
    {
        { new TypeInitializationException("Plaza.Some", new IOException("Too many open files")), true },
        { new InvalidOperationException("outer", new FileNotFoundException("Could not load", "Some.Library, Version=1.0.0.0, Culture=neutral")), true },
        { new AggregateException(new IOException(), new FileLoadException("Too many open files", "Some.Library, Version=1.0.0.0")), true },
        { new FileNotFoundException("No such file", "/var/lib/plaza/media/1.png"), false },
        { new IOException("Too many open files"), false },
    };

    public async ValueTask InitializeAsync() => _plaza = await PlazaTestServer.StartAsync();

    public ValueTask DisposeAsync() => _plaza.DisposeAsync();

    [Fact]
    public async Task It_is_not_ready_while_the_database_does_not_respond()
    {
        using var client = _plaza.Client();
        (await StatusAsync()).ShouldBe(HttpStatusCode.OK);

        _plaza.Folder.Tamper("alter table accounts rename to accounts_away");
        await Eventually.TrueAsync(async () => await StatusAsync() is HttpStatusCode.ServiceUnavailable, "it is not ready");
        await _plaza.ShouldBeHealthyAsync();

        _plaza.Folder.Tamper("alter table accounts_away rename to accounts");
        await Eventually.TrueAsync(async () => await StatusAsync() is HttpStatusCode.OK, "it is ready again");

        async Task<HttpStatusCode> StatusAsync()
        {
            using var response = await client.GetAsync("/readyz");
            return response.StatusCode;
        }
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Failures))]
    public void A_process_that_cannot_load_its_own_code_ends_with_an_error(Exception failure, bool ends)
    {
        var logger = _plaza.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Some.Part");
        try
        {
#pragma warning disable CA1848 // Logs as any library does.
            logger.LogError(failure, "Something failed");
#pragma warning restore CA1848

            _plaza.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested.ShouldBe(ends);
            Environment.ExitCode.ShouldBe(ends ? 1 : 0);
        }
        finally
        {
            Environment.ExitCode = 0;
        }
    }
}
