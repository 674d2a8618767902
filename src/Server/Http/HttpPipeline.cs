using Microsoft.Extensions.Options;
using Plaza.Api;
using Plaza.Contracts;
using Plaza.Http;
using Plaza.Server.Cli;
using Plaza.Web;

namespace Plaza.Server.Http;

/// <summary>What every request passes on its way to a door, from the outside in.</summary>
internal static class HttpPipeline
{
    public static IServiceCollection AddPlazaHttp(this IServiceCollection services)
    {
        services.AddOptions<ConnectionOptions>().BindConfiguration("Server").ValidateOnStart();
        services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimits").ValidateOnStart();
        services.AddRouting();

        return services
            .AddSingleton<IValidateOptions<ConnectionOptions>, ConnectionOptionsValidator>()
            .AddSingleton<IValidateOptions<ServerOptions>, TrustedProxiesValidator>()
            .AddSingleton<TrustedProxies>()
            .AddSingleton<ConnectionLimits>()
            .AddSingleton<InternalRequests>()
            .AddSingleton<Readiness>()
            .PrepareServer()
            .AddSingleton<RequestCounter>()
            .AddSingleton<CallerLookup>()
            .AddSingleton<SocketCommands>();
    }

    public static void UsePlaza(this WebApplication app)
    {
        app.AuthenticateWhereAsked();
        app.UseSocketCommands();
        app.UseForwardedClients();
        app.UsePublicScheme();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<CrossOrigin>();
        app.UseMiddleware<RequestLoggingMiddleware>();
        app.MapHealth();
        app.Services.GetRequiredService<InternalRequests>().Capture(app);
        app.UseMiddleware<UnreadBodies>();
        app.UseWebErrors(http => !ApiPaths.Contain(http.Request.Path));
        app.UseMiddleware<LargeBodies>();
        app.UseWebAssets();
        app.UseRouting();
        app.UseMiddleware<RateLimitMiddleware>();

        var methods = new AllowedMethods(app);
        app.MapWeb(methods);
        app.MapApi(methods);
    }

    /// <summary>Doors look at a cookie or token themselves, where it matters: no request passes ASP.NET's own middleware for that.</summary>
    private static void AuthenticateWhereAsked(this IApplicationBuilder app)
    {
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.Properties["__AuthorizationMiddlewareSet"] = true;
    }
}
