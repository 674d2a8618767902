using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Plaza.Api;
using Plaza.Authentication;
using Plaza.Contracts;
using Plaza.Contracts.Posts;
using Plaza.Data;
using Plaza.Data.Nodes;
using Plaza.Http.RateLimits;
using Plaza.Queries;
using Plaza.Mail;
using Plaza.Notifications;
using Plaza.Posts;
using Plaza.Profiles;
using Plaza.Server.Cli;
using Plaza.Server.Http;
using Plaza.Spaces.Hosting;
using Plaza.Statistics;
using Plaza.Tasks;
using Plaza.Timelines;
using Plaza.Web;

namespace Plaza.Server.Hosting;

/// <summary>Composes the server: one line for each space, one for each door.</summary>
public static class PlazaServer
{
    /// <summary>
    /// The timeout of requests in flight. With the work after it, the process ends within 10 s of SIGTERM, as systemd and Docker expect.
    /// </summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    /// <summary>The whole server, not yet started. The caller holds the lock of the data folder.</summary>
    /// <param name="settings">The options of the command line.</param>
    /// <param name="clock">The clock; the system's by default.</param>
    /// <param name="configure">Changes services before the server is built; for tests, such as cheap password hashes, which no setting
    /// allows.</param>
    public static WebApplication Build(HostArguments settings, TimeProvider? clock = null, Action<IServiceCollection>? configure = null)
    {
        var addresses = settings.Addresses;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "plaza",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });

        builder.Configuration.AddPlazaSettings(settings);
        var log = builder.Logging.AddPlazaLog();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.SetUp();
            foreach (var address in addresses)
                address.Open(kestrel);

            ControlSocket.Open(kestrel, settings.Folder);
        });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = false);

        builder.Services
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton<IHostLifetime, NoLifetime>()
            .AddSpacesAndData(settings, settings.Roles)
            .AddBroker(builder.Configuration)
            .AddWeb()
            .AddApi()
            .AddPlazaHttp();
        if (settings.Roles.HasFlag(NodeRoles.Tasks))
            builder.Services.AddTaskManager();

        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(log.Started);
        app.UsePlaza(settings.Roles);
        return app;
    }

    /// <summary>Data and spaces without doors and task manager, for verbs of the command line. Runs the durable subscriptions where no server does.</summary>
    public static IHost BuildHeadless(HostArguments settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "plaza", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddPlazaSettings(settings);
        builder.Services.AddSpacesAndData(settings, NodeRoles.Tasks);
        return builder.Build();
    }

    private static IServiceCollection AddSpacesAndData(this IServiceCollection services, HostArguments settings, NodeRoles roles)
    {
        services.AddDataProtection().SetApplicationName("plaza");
        services.AddOptions<KeyManagementOptions>().Configure<ILogger<FileKeyRepository>>(
            (keys, logger) => keys.XmlRepository = new FileKeyRepository(settings.Folder.Keys, logger));
        services.AddOptions<ServerOptions>().BindConfiguration("Server").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);

        return services
            .AddData(settings.Folder, settings.Connection, roles)
            .AddSingleton<RateLimitShare>(provider => provider.GetRequiredService<Node>().ShareOf)
            .AddQueries()
            .AddAuthenticationSpace()
            .AddProfilesSpace()
            .AddPostsSpace()
            .AddTimelinesSpace()
            .AddNotificationsSpace()
            .AddMailSpace()
            .AddStatisticsSpace()
            .AddTasksSpace()
            .RequireHandlers(typeof(PublishPost).Assembly)
            .AddDurableSubscriptions();
    }
}
