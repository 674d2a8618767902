namespace Plaza.Web.Layout;

/// <summary>A way into the site, in the arcade along the top.</summary>
internal sealed record NavigationItem(string Path, string Icon, string Word, int News = 0)
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
