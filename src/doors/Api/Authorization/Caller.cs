using System.Reflection;
using Microsoft.AspNetCore.Http;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;
using Plaza.Http.Callers;

namespace Plaza.Api.Authorization;

/// <summary>The caller of an endpoint that has <see cref="EndpointAccess"/>.</summary>
internal sealed class Caller(Principal? principal) : IBindableFromHttpContext<Caller>
{
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(new Caller(RequestCaller.Of(context).Principal));

    /// <summary>The user; only where the endpoint is <c>ForUsers</c>.</summary>
    public AccountId Account => principal!.Account!.Value;

    /// <summary>Null for an anonymous caller and for an app without a user.</summary>
    public AccountId? Viewer => principal?.Account;

    /// <summary>Only where the endpoint requires a token.</summary>
    public Principal Principal => principal!;
}
