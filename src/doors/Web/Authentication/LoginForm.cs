using Microsoft.AspNetCore.Mvc.ModelBinding;
using Plaza.Web.Errors;

namespace Plaza.Web.Authentication;

internal sealed class LoginForm
{
    /// <summary>The handle or the e-mail address.</summary>
    public string Username { get; set; } = "";

    /// <summary>An alias of <see cref="Username"/>.</summary>
    public string Email { get; set; } = "";

    public string Password { get; set; } = "";

    public string? Return { get; set; }

    /// <summary>A form that was sent after its session had expired; it is shown again after the login.</summary>
    [BindNever]
    public PendingForm? Pending { get; set; }

    public string Name => (Username is "" ? Email : Username).Trim();
}
