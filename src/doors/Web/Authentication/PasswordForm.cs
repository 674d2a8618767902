using Microsoft.AspNetCore.Mvc;

namespace Plaza.Web.Authentication;

internal sealed class PasswordForm
{
    [BindProperty(Name = "current_password")]
    public string Current { get; set; } = "";

    [BindProperty(Name = "new_password")]
    public string New { get; set; } = "";
}
