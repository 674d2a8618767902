using Microsoft.Extensions.Options;
using Plaza.Api;
using Plaza.Data.Nodes;
using Plaza.Http;
using Plaza.Http.Forwarding;
using Plaza.Server.Cli;
using Plaza.Web;

namespace Plaza.Server.Http;

/// <summary>The services and the middleware of the server, in the order in which a request passes it.</summary>
internal static class HttpPipeline
{
    public static IServiceCollection AddPlazaHttp(this IServiceCollection services)
    {
        services.AddOptions<ConnectionOptions>().BindConfiguration("Server").ValidateOnStart();
        services.AddOptions<DrainOptions>().BindConfiguration("Server").ValidateOnStart();
        services.AddRouting();

        return services
            .AddHttp()
            .AddSingleton<IValidateOptions<ConnectionOptions>, ConnectionOptionsValidator>()
            .AddSingleton<ConnectionLimits>()
            .AddSingleton<IValidateOptions<DrainOptions>, DrainOptionsValidator>()
            .AddSingleton<Drain>()
            .AddSingleton<Readiness>()
            .PrepareServer()
            .AddSingleton<ControlSocketServer>();
    }

    public static void UsePlaza(this WebApplication app, NodeRoles roles)
    {
        app.DisableImplicitAuthentication();
        app.UseControlSocket();
        app.UseForwardedClients();
        app.UsePublicScheme();
        app.UseMiddleware<ResponseHeadersMiddleware>();
        app.UseMiddleware<CrossOriginMiddleware>();
        app.UseMiddleware<RequestLoggingMiddleware>();
        app.MapHealth();
        app.UseMiddleware<LeaseMiddleware>();
        app.Services.GetRequiredService<InternalRequests>().Capture(app);
        app.UseBodyLimit();
        app.UseWebErrors(http => !ApiPaths.Contain(http.Request.Path));
        app.UseTotalBodyLimit();
        app.UseWebAssets();
        app.UseRouting();
        app.UseRateLimits();

        var methods = app.Services.GetRequiredService<AllowedMethods>();
        if (roles.HasFlag(NodeRoles.Web))
            app.MapWeb(methods);
        if (roles.HasFlag(NodeRoles.Api))
            app.MapApi(methods);
    }

    /// <summary>The rate limits look up the caller, once; the middleware that WebApplication adds by itself would authenticate every request again.</summary>
    private static void DisableImplicitAuthentication(this IApplicationBuilder app)
    {
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.Properties["__AuthorizationMiddlewareSet"] = true;
    }
}
