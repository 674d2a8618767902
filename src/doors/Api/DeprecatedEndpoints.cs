using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Plaza.Api;

/// <summary>Adds the header <c>Deprecation</c> (RFC 9745) with the date since which Mastodon's documentation discourages an endpoint.</summary>
internal static class DeprecatedEndpoints
{
    extension(IEndpointConventionBuilder endpoint)
    {
        public void DeprecatedSince(int year, int month, int day)
        {
            var header = $"@{new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()}";
            endpoint.Finally(built =>
            {
                var inner = built.RequestDelegate!;
                built.RequestDelegate = context =>
                {
                    context.Response.Headers["Deprecation"] = header;
                    return inner(context);
                };
            });
        }
    }
}
