using Microsoft.AspNetCore.Mvc;
using Plaza.Contracts;
using Plaza.Http.Rejections;

namespace Plaza.Web.Errors;

/// <summary>Redisplays rejected forms.</summary>
internal static class RedisplayedForm
{
    extension(Controller controller)
    {
        /// <summary>Shows the form again with its values, and the reason beside each invalid field.</summary>
        public ViewResult RedisplayForm(string view, object model, RequestRejectedException rejection)
        {
            var status = RejectionStatus.Of(rejection.Reason);
            controller.ModelState.Clear();
            foreach (var error in rejection.Errors)
                controller.ModelState.AddModelError(error.Field, error.Reason);
            controller.ViewData["Errors"] = rejection.Errors;
            controller.Response.StatusCode = status;
            controller.Response.AddRetryAfter(status);
            return controller.View(view, model);
        }
    }
}
