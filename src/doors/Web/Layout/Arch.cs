namespace Plaza.Web.Layout;

/// <summary>A way into the site, in the arcade along the top.</summary>
internal sealed record Arch(string Path, string Icon, string Word, int News = 0)
{
    public static IReadOnlyList<Arch> For(Visitor visitor) => visitor.IsKnown
        ?
        [
            new("/home", "home", "Home"),
            new("/", "square", "Square"),
            new("/notifications", "bell", "Notifications", visitor.Unread),
            new($"/@{visitor.Handle}", "person", "Profile"),
            new("/settings", "settings", "Settings"),
            .. visitor.IsAdmin ? [new Arch("/admin/spaces", "shield", "Admin")] : Array.Empty<Arch>(),
        ]
        :
        [
            new("/", "square", "Square"),
            new("/statistics", "chart", "Statistics"),
            new("/about", "about", "About"),
        ];
}
