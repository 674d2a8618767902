using Microsoft.AspNetCore.Http.Features;

namespace Plaza.Server.Http;

/// <summary>Sends requests to the doors from within the process, without a connection. They are not counted by the rate limits.</summary>
internal sealed class InternalRequests(IServiceScopeFactory scopes)
{
    private RequestDelegate? _pipeline;

    /// <summary>Requests go to what is added to the pipeline after this.</summary>
    public void Capture(IApplicationBuilder app) => app.Use(next => _pipeline = next);

    public static bool Sent(HttpContext context) => context.Features.Get<InternalRequests>() is not null;

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

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public static NoBody Instance { get; } = new();

        public bool CanHaveBody => false;
    }
}
