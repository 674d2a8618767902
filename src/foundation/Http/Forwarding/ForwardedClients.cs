using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plaza.Contracts;

namespace Plaza.Http.Forwarding;

/// <summary>Client address and scheme of requests that come through proxies.</summary>
public static class ForwardedClients
{
    extension(IApplicationBuilder app)
    {
        /// <summary>
        /// Sets the client address of requests that come through <see cref="TrustedProxies"/>: the first address from the right in
        /// <c>X-Forwarded-For</c> that is no trusted proxy. Those to the left of it were sent by the client and are ignored.
        /// </summary>
        public void UseForwardedClients()
        {
            var proxies = app.ApplicationServices.GetRequiredService<TrustedProxies>();
            var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ForwardedClients));
            var server = app.ServerOptions;
            if (proxies.IsEmpty && server.IsSecure)
                logger.NoTrustedProxies(server.PublicUrl);

            app.UseWarning(proxies, logger);
            if (proxies.IsEmpty)
                return;

            var options = new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
                ForwardLimit = null, // The default, 1, stops after one proxy of a chain.
            };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in proxies.Networks)
                options.KnownIPNetworks.Add(network);

            // ForwardedHeadersMiddleware trusts any peer without an address, which is one that connected over a Unix-domain socket.
            app.UseWhen(context => proxies.Contains(context.Connection.RemoteIpAddress), trusted => trusted.UseForwardedHeaders(options));
        }

        /// <summary>
        /// Sets the scheme to https where the public URL is https. Plaza itself speaks http only, so that every client is then behind a
        /// proxy, also when the proxy does not send <c>X-Forwarded-Proto</c>.
        /// </summary>
        public void UsePublicScheme()
        {
            if (!app.ServerOptions.IsSecure)
                return;

            app.Use((context, next) =>
            {
                context.Request.Scheme = Uri.UriSchemeHttps;
                return next(context);
            });
        }

        /// <summary>Warns once of a proxy that is not trusted, since all clients behind it share one rate limit.</summary>
        private void UseWarning(TrustedProxies proxies, ILogger logger)
        {
            var warnings = 0;
            app.Use((context, next) =>
            {
                if (Volatile.Read(ref warnings) is 0 && context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName))
                    Warn(context);

                return next(context);
            });

            void Warn(HttpContext context)
            {
                var peer = context.Connection.RemoteIpAddress;
                if (!proxies.Contains(peer) && Interlocked.Increment(ref warnings) is 1)
                    logger.UntrustedForwardedFor(peer?.ToString() ?? TrustedProxies.UnixSockets);
            }
        }

        private ServerOptions ServerOptions => app.ApplicationServices.GetRequiredService<IOptions<ServerOptions>>().Value;
    }
}
