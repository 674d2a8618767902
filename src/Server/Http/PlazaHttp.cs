using Microsoft.Extensions.Options;
using Plaza.Api;
using Plaza.Server.Cli;
using Plaza.Web;

namespace Plaza.Server.Http;

/// <summary>What every request passes on its way to a door, from the outside in.</summary>
internal static class PlazaHttp
{
    public static IServiceCollection AddPlazaHttp(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration("Server").ValidateOnStart();
        services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimits").ValidateOnStart();
        services.AddRouting();

        return services
            .AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsValidator>()
            .AddSingleton<TrustedProxies>()
            .AddSingleton<RateLimits>()
            .AddSingleton<CallerLookup>()
            .AddSingleton<SocketCommands>();
    }

    public static void UsePlaza(this WebApplication app)
    {
        app.AuthenticateWhereAsked();
        app.UseSocketCommands();
        app.UseForwardedClients();
        app.UsePublicScheme();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestLog>();
        app.MapHealth();
        app.UseWebErrors(http => !MachinePaths.Contain(http.Request.Path));
        app.UseMiddleware<LargeBodies>();
        app.UseWebAssets();
        app.UseRouting();
        app.UseCors();
        app.UseMiddleware<RateLimiting>();
        app.MapWeb();
        app.MapApi();
    }

    /// <summary>Doors look at a cookie or token themselves, where it matters: no request passes ASP.NET's own middleware for that.</summary>
    private static void AuthenticateWhereAsked(this IApplicationBuilder app)
    {
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.Properties["__AuthorizationMiddlewareSet"] = true;
    }
}
