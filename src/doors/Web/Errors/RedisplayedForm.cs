using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Http.Rejections;

namespace Plaza.Web.Errors;

/// <summary>A form that was rejected.</summary>
internal static class RedisplayedForm
{
    extension(Controller controller)
    {
        /// <summary>Shows the form again with its values and the reason beside the field.</summary>
        public ViewResult RedisplayForm(string view, object model, RequestRejectedException rejection)
        {
            var status = RejectionStatus.Of(rejection.Reason);
            controller.ModelState.Clear();
            controller.ModelState.AddModelError(rejection.Field ?? "", rejection.Message);
            controller.Response.StatusCode = status;
            controller.Response.AddRetryAfter(status);
            return controller.View(view, model);
        }
    }
}
