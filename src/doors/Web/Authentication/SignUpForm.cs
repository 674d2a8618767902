namespace Plaza.Web.Authentication;

internal sealed class SignUpForm
{
    public string Username { get; set; } = "";

    public string Email { get; set; } = "";

    public string Password { get; set; } = "";

    public string? Return { get; set; }
}
