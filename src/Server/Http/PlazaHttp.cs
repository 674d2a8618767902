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
            .AddSingleton<RateLimits>()
            .AddSingleton<SocketCommands>();
    }

    public static void UsePlaza(this WebApplication app)
    {
        app.UseSocketCommands();
        app.UseTrustedProxies();
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
}
