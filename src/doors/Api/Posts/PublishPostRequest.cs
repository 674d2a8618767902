using System.Reflection;
using Microsoft.AspNetCore.Http;
using Plaza.Api.Authorization;
using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Paging;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Posts;

namespace Plaza.Api.Posts;

/// <summary>A request to publish a post. Unsupported fields are rejected, so that nothing the user entered is dropped silently.</summary>
internal sealed class PublishPostRequest(RequestFields fields, string? key) : IBindableFromHttpContext<PublishPostRequest>
{
    public static async ValueTask<PublishPostRequest?> BindAsync(HttpContext context, ParameterInfo parameter) => new(
        (await RequestFields.BindAsync(context, parameter))!,
        context.Request.Headers["Idempotency-Key"] is [{ Length: > 0 } given, ..] ? given : null);

    public PublishPost ToCommand(Caller caller)
    {
        RejectUnsupportedFields();

        return new(caller.Account, fields.Text("status") ?? "", VisibilityNames.Read(fields.NonEmpty("visibility")))
        {
            InReplyTo = fields.Id<PostId>("in_reply_to_id"),
            ContentWarning = fields.Text("spoiler_text") ?? "",
            Sensitive = fields.Switch("sensitive"),
            Language = fields.NonEmpty("language"),
            App = caller.Principal.App,
            IdempotencyKey = key,
        };
    }

    private void RejectUnsupportedFields()
    {
        if (fields.All("media_ids").Any(id => id.Length > 0) || fields.Files.Count > 0)
            throw ApiException.Invalid("media_ids", "Pictures are not supported yet");

        if (fields.HasBelow("poll") || fields.Within("poll").Any(value => value.Length > 0))
            throw ApiException.Invalid("poll", "Polls are not supported yet");

        if (fields.NonEmpty("scheduled_at") is not null)
            throw ApiException.Invalid("scheduled_at", "Posting later is not supported yet");

        if (fields.NonEmpty("quote_approval_policy") is { } policy && policy is not "nobody")
            throw ApiException.Invalid("quote_approval_policy", "Quotes are not supported yet");

        if (fields.NonEmpty("quoted_status_id") is not null)
            throw ApiException.Invalid("quoted_status_id", "Quotes are not supported yet");
    }
}
