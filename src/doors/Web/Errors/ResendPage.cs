namespace Plaza.Web.Errors;

/// <summary>Shows a form that was not accepted, to be sent again.</summary>
/// <param name="Reason">Why nothing was saved.</param>
internal sealed record ResendPage(PendingForm Form, string Title, string Reason)
{
    public static ResendPage AfterLogin(PendingForm form) =>
        new(form, "Send it again", "Nothing was saved yet, because the form was opened under a login that has ended. What you wrote is below.");

    public static ResendPage AfterRateLimit(PendingForm form, ErrorPage page) =>
        new(form, page.Title, $"Nothing was saved yet, because too many requests came from you in a short time. What you wrote is below. Wait {page.Wait}, then send it.");
}
