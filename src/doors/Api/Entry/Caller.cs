using System.Reflection;
using Microsoft.AspNetCore.Http;
using Plaza.Contracts.Authentication;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Entry;

/// <summary>On whose behalf the app calls.</summary>
internal sealed class Caller(Principal? principal) : IBindableFromHttpContext<Caller>
{
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(new Caller(context.Features.Get<Principal>()));

    /// <summary>The user, at endpoints for users.</summary>
    public AccountId Account => principal!.Account!.Value;

    /// <summary>Who looks; null for somebody without a token, and for an app that acts for itself.</summary>
    public AccountId? Viewer => principal?.Account;

    /// <summary>At endpoints that ask for a token.</summary>
    public Principal Principal => principal!;
}
