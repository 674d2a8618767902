using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Plaza.Contracts.Authentication;

namespace Plaza.Http.Callers;

/// <summary>
/// The caller of a request, looked up once by the server before the request reaches a door, from the bearer token on API paths and from
/// the session cookie elsewhere. A lookup that failed is thrown to the door that asks, so that each door reports it in its own form.
/// </summary>
public sealed class RequestCaller
{
    private readonly Principal? _principal;
    private readonly ExceptionDispatchInfo? _failure;

    private RequestCaller(Principal? principal, ExceptionDispatchInfo? failure) => (_principal, _failure) = (principal, failure);

    /// <summary>A caller without a token or session, or with one that is not valid.</summary>
    public static RequestCaller Anonymous { get; } = new(null, null);

    /// <summary>The lookup failed; <see cref="Principal"/> throws why.</summary>
    public bool IsFailed => _failure is not null;

    /// <summary>Null for an anonymous caller.</summary>
    /// <exception cref="Exception">Why the lookup failed, such as a database that does not answer.</exception>
    public Principal? Principal
    {
        get
        {
            _failure?.Throw();
            return _principal;
        }
    }

    /// <summary>The caller with a valid token or session.</summary>
    public static RequestCaller Known(Principal principal) => new(principal, null);

    /// <summary>A caller whose lookup failed.</summary>
    public static RequestCaller Failed(Exception exception) => new(null, ExceptionDispatchInfo.Capture(exception));

    /// <summary>Anonymous for a request that ended before the lookup, such as one for a file.</summary>
    public static RequestCaller Of(HttpContext context) => context.Features.Get<RequestCaller>() ?? Anonymous;
}
