using Plaza.Web.Pages;

namespace Plaza.Web.Components;

/// <summary>A link in the site header.</summary>
/// <param name="Unread">The count of the badge; 0 for no badge.</param>
internal sealed record NavigationItem(string Path, string Icon, string Label, int Unread = 0)
{
    public static IReadOnlyList<NavigationItem> For(Visitor visitor) => visitor.IsLoggedIn
        ?
        [
            new("/home", "home", "Home"),
            new("/", "square", "Square"),
            new("/notifications", "bell", "Notifications", visitor.Unread),
            new($"/@{visitor.Handle}", "person", "Profile"),
            new("/settings", "settings", "Settings"),
            .. visitor.IsAdmin ? [new NavigationItem("/admin/spaces", "shield", "Admin")] : Array.Empty<NavigationItem>(),
        ]
        :
        [
            new("/", "square", "Square"),
            new("/statistics", "chart", "Statistics"),
            new("/about", "about", "About"),
        ];
}
