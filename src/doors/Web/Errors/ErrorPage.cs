namespace Plaza.Web.Errors;

/// <summary>The content of an error page.</summary>
/// <param name="Text">What the visitor can do.</param>
internal sealed record ErrorPage(int Status, string Title, string Text)
{
    /// <summary>The reason of a rejection, shown instead of <see cref="Text"/>.</summary>
    public string? Reason { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string Request { get; init; } = "";

    /// <summary>Whether the request was a form; the URL of a form often has no page to reload.</summary>
    public bool WasForm { get; init; }

    public bool MayHelpToRetry => Status is >= 500 and not 504 or 429;

    /// <summary>The delay of <c>Retry-After</c> in words.</summary>
    public string Wait => RetryAfter switch
    {
        null => "a moment",
        { TotalSeconds: <= 90 } wait => $"{Math.Max(1, wait.TotalSeconds):0} seconds",
        { } wait => $"{Math.Ceiling(wait.TotalMinutes):0} minutes",
    };

    public static ErrorPage Of(int status) => status switch
    {
        400 => new(status, "This request could not be read", "A part of the address or form is missing or malformed. Go back and try again."),
        401 => new(status, "Log in first", "This needs an account. Log in and try again."),
        403 => new(status, "You are not allowed to do this", "Your account does not have the permission. If the form had been open for long, go back, reload it and send it again."),
        404 => new(status, "Page not found", "The page was deleted, never existed, or is not open to you. Check the address, or start again from the square."),
        405 => new(status, "This address does not accept this method", "The address exists, but not for this kind of request. Start again from the square."),
        413 => new(status, "Too large: at most 256 KB", "Make what you send shorter and try again."),
        415 => new(status, "Send a form in UTF-8", "This address accepts nothing else."),
        422 => new(status, "This was not accepted", "A value in the form is not allowed. Go back and correct it."),
        429 => new(status, "A little slower, please", "Too many requests came from you in a short time. Nothing is lost."),
        503 => new(status, "Not available at the moment", "Nothing can be saved just now; pages can still be read."),
        504 => new(status, "That took too long", "It is unknown whether this was done. Check before you send it again."),
        >= 500 => new(status, "Something broke, and it was us", "It is in our log. Try again in a moment; if it stays so, tell who runs this place and name the request below."),
        _ => new(status, "This did not work", "Go back and try again."),
    };
}
