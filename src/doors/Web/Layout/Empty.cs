namespace Plaza.Web.Layout;

/// <summary>What stands where there is nothing yet.</summary>
internal sealed record Empty(string Icon, string Title, string Text)
{
    /// <summary>The one thing to do about it.</summary>
    public (string Path, string Words)? Way { get; init; }
}
