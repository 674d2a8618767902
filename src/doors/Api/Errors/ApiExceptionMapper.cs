using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Plaza.Api.OAuth;
using Plaza.Api.Json;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Http.Rejections;

namespace Plaza.Api.Errors;

/// <summary>Converts exceptions of endpoints into error responses. Unexpected exceptions are logged; their message is not sent.</summary>
internal sealed class ApiExceptionMapper(ILogger<ApiExceptionMapper> logger)
{
    public Task WriteAsync(HttpContext context, Exception thrown)
    {
        if (thrown is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
            return Task.CompletedTask;

        if (thrown is PrincipalRevokedException)
            return AuthorizationErrors.NoTokenAsync(context);

        var (status, error) = Map(context, thrown);
        context.Response.AddRetryAfter(status);

        return context.GetEndpoint()?.Metadata.GetMetadata<OAuthErrors>() is not null
            ? OAuthErrors.AnswerAsync(context, status, (thrown as OAuthException)?.Error, thrown is OAuthException ? thrown.Message : error.Error)
            : ApiResults.Json(error, status).ExecuteAsync(context);
    }

    private (int Status, ErrorJson Error) Map(HttpContext context, Exception thrown)
    {
        switch (thrown)
        {
            case ApiException rejection:
                return (rejection.Status, Error(rejection.Message, rejection.Field));
            case OAuthException rejection:
                return (OAuthErrors.StatusOf(rejection.Error), new(rejection.Error) { ErrorDescription = rejection.Message });
        }

        var status = RejectionStatus.Of(thrown, context.Request);
        switch (thrown)
        {
            case RequestRejectedException rejection:
                return (status, Error(MessageOf(rejection), ApiFieldName(rejection.Field)));
            case BadHttpRequestException:
                return (status, new(status is StatusCodes.Status413PayloadTooLarge ? ApiException.TooLarge().Message : "The request is malformed"));
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "?";
        logger.EndpointFailed(thrown, context.Request.Method, route);
        return (status, new(status switch
        {
            StatusCodes.Status504GatewayTimeout => "The request timed out, and it is unknown whether it took effect. Check before you send it again.",
            StatusCodes.Status503ServiceUnavailable => "The server is not available at the moment. Try again in a few seconds.",
            _ => "The server failed to handle this request. It was logged.",
        }));
    }

    /// <summary>Mastodon's own sentences, where clients display or compare them.</summary>
    private static string MessageOf(RequestRejectedException rejection) => rejection switch
    {
        { IsBlank: true, Field: "text" } => "Validation failed: Text can't be blank",
        { Field: "redirect_uris" } => $"Validation failed: {rejection.Message}",
        _ => rejection.Message,
    };

    /// <summary>Maps the field name of a command to its name in Mastodon's API.</summary>
    private static string? ApiFieldName(string? field) => field switch
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
