using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Contracts;
using Plaza.Http.Bodies;
using Plaza.Http.Callers;
using Plaza.Http.Forwarding;
using Plaza.Http.RateLimits;

namespace Plaza.Http;

/// <summary>The middleware that every request passes before it reaches a door, and its services.</summary>
public static class HttpServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds callers, rate limits, trusted proxies and internal requests. A start with invalid settings fails.</summary>
        public IServiceCollection AddHttp()
        {
            services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimits").ValidateOnStart();
            return services
                .AddSingleton<IValidateOptions<ServerOptions>, TrustedProxiesValidator>()
                .AddSingleton<TrustedProxies>()
                .AddSingleton<InternalRequests>()
                .AddSingleton<AllowedMethods>()
                .AddSingleton<RequestCounter>()
                .AddSingleton<SessionCookie>()
                .AddSingleton<DeviceCookie>()
                .AddSingleton<CallerLookup>();
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>Limits bodies to <see cref="BodyLimits.MaxBytes"/>, and discards the unread rest of a body.</summary>
        public IApplicationBuilder UseBodyLimit() => app.UseMiddleware<UnreadBodyMiddleware>();

        /// <summary>Limits the memory that large bodies take together. Add it where a 503 becomes a page.</summary>
        public IApplicationBuilder UseTotalBodyLimit() => app.UseMiddleware<LargeBodyMiddleware>();

        /// <summary>Looks up the <see cref="RequestCaller"/> and limits its requests. Add it after routing.</summary>
        public IApplicationBuilder UseRateLimits() => app.UseMiddleware<RateLimitMiddleware>();
    }
}
