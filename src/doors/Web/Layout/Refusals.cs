using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;

namespace Plaza.Web.Layout;

/// <summary>How the website answers when a space refuses.</summary>
internal static class Refusals
{
    private const string SecondsToWait = "5";

    extension(RequestRejectedException refused)
    {
        public int Status => refused.Reason switch
        {
            RejectionReason.NotFound => StatusCodes.Status404NotFound,
            RejectionReason.Forbidden => StatusCodes.Status403Forbidden,
            RejectionReason.Unauthorised => StatusCodes.Status401Unauthorized,
            RejectionReason.Unavailable => StatusCodes.Status503ServiceUnavailable,
            RejectionReason.TooMany => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
    }

    extension(Controller controller)
    {
        /// <summary>Shows the form once more, with what was typed and the reason beside its field.</summary>
        public ViewResult RedisplayForm(string view, object model, RequestRejectedException refused)
        {
            controller.ModelState.Clear();
            controller.ModelState.AddModelError(refused.Field ?? "", refused.Message);
            controller.Response.StatusCode = refused.Status;
            controller.Response.AddRetryAfter(refused.Status);
            return controller.View(view, model);
        }
    }

    extension(HttpResponse response)
    {
        /// <summary>Where it may work later, and nobody has said yet how much later.</summary>
        public void AddRetryAfter(int status)
        {
            if (status is StatusCodes.Status503ServiceUnavailable)
                response.Headers.TryAdd("Retry-After", SecondsToWait);
        }
    }
}
