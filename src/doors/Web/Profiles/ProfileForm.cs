namespace Plaza.Web.Profiles;

internal sealed class ProfileForm
{
    public string Name { get; set; } = "";

    public string Bio { get; set; } = "";
}
