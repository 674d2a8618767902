using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Plaza.Http;

/// <summary>Sends requests to the doors from within the process, without a connection. Rate limits do not count them. Thread-safe.</summary>
/// <param name="scopes">Each request gets a scope of its own.</param>
public sealed class InternalRequests(IServiceScopeFactory scopes)
{
    private RequestDelegate? _pipeline;

    /// <summary>Requests are sent to the middleware added after this call.</summary>
    public void Capture(IApplicationBuilder app) => app.Use(next => _pipeline = next);

    /// <param name="method">Without a body.</param>
    /// <param name="path">Without a query.</param>
    /// <param name="ct">Aborts the request.</param>
    /// <returns>The status code of the response, whose body is discarded.</returns>
    public async Task<int> SendAsync(string method, string path, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = ct };
        context.Features.Set(this);
        context.Features.Set<IHttpRequestBodyDetectionFeature>(NoBody.Instance);
        context.Request.Method = method;
        context.Request.Scheme = Uri.UriSchemeHttp;
        context.Request.Host = new("localhost");
        context.Request.Path = path;
        await _pipeline!(context);
        return context.Response.StatusCode;
    }

    internal static bool Sent(HttpContext context) => context.Features.Get<InternalRequests>() is not null;

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public static NoBody Instance { get; } = new();

        public bool CanHaveBody => false;
    }
}
