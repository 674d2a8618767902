using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Plaza.Api.Input;
using Plaza.Api.OAuth;
using Plaza.Api.Wire;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Spaces.Requests;

namespace Plaza.Api.Entry;

/// <summary>The one place where exceptions become answers. What nobody foresaw goes to the log and not to the caller.</summary>
internal sealed class ApiExceptionMapper(ILogger<ApiExceptionMapper> logger)
{
    private const string SecondsToWait = "5";

    public Task AnswerAsync(HttpContext context, Exception thrown)
    {
        if (thrown is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
            return Task.CompletedTask;

        if (thrown is PrincipalRevokedException)
            return AuthorizationErrors.NoTokenAsync(context);

        var (status, error) = Translate(context, thrown);

        if (status is 503)
            context.Response.Headers.RetryAfter = SecondsToWait;

        return context.GetEndpoint()?.Metadata.GetMetadata<OAuthErrors>() is not null
            ? OAuthErrors.AnswerAsync(context, status, (thrown as OAuthException)?.Error, thrown is OAuthException ? thrown.Message : error.Error)
            : ApiResults.Json(error, status).ExecuteAsync(context);
    }

    private (int Status, ErrorJson Error) Translate(HttpContext context, Exception thrown)
    {
        switch (thrown)
        {
            case RequestRejectedException refused:
                return (StatusOf(refused.Reason), Error(SentenceOf(refused), AsSent(refused.Field)));
            case ApiException refused:
                return (refused.Status, Error(refused.Message, refused.Field));
            case OAuthException refused:
                return (OAuthErrors.StatusOf(refused.Error), new(refused.Error) { ErrorDescription = refused.Message });
            case BadHttpRequestException { StatusCode: 413 }:
                return (413, new(ApiException.TooLarge().Message));
            case BadHttpRequestException broken:
                return (broken.StatusCode, new("The request is malformed"));
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "?";
        logger.EndpointFailed(thrown, context.Request.Method, route);
        if (thrown is OutcomeUnknownException && !HttpMethods.IsGet(context.Request.Method))
            return (504, new("The server took too long, and it is unknown whether this was done. Look before you send it again."));

        return thrown is DbException or TimeoutException
            ? (503, new("The server cannot answer at the moment. Try again in a few seconds."))
            : (500, new("Something went wrong here. It was written down for the operator."));
    }

    private static int StatusOf(RejectionReason refusal) => refusal switch
    {
        RejectionReason.Invalid => 422,
        RejectionReason.NotFound => 404,
        RejectionReason.Forbidden => 403,
        RejectionReason.Unauthorised => 401,
        RejectionReason.TooMany => 429,
        _ => 503,
    };

    /// <summary>Mastodon's own sentences where clients show or compare them.</summary>
    private static string SentenceOf(RequestRejectedException refused) => refused switch
    {
        { IsBlank: true, Field: "text" } => "Validation failed: Text can't be blank",
        { Field: "redirect_uris" } => $"Validation failed: {refused.Message}",
        _ => refused.Message,
    };

    /// <summary>What Mastodon's API calls the field that a space has named in our words.</summary>
    private static string? AsSent(string? field) => field switch
    {
        "text" => "status",
        "name" => "display_name",
        "bio" => "note",
        _ => field,
    };

    private static ErrorJson Error(string reason, string? field) => new(reason)
    {
        Details = field is null ? null : new(StringComparer.Ordinal) { [field.ToLowerInvariant()] = [new("ERR_INVALID", reason)] },
    };
}
