namespace Plaza.Tests.Support;

/// <summary>A page of a list with its <c>Link</c> header.</summary>
public sealed record ListPage(List<string> Ids, string Link)
{
    public string? Next => Address("next");

    public string? Previous => Address("prev");

    private string? Address(string rel) =>
        Link.Split(", ").SingleOrDefault(link => link.EndsWith($"; rel=\"{rel}\"", StringComparison.Ordinal)) is { } link
            ? link[1..link.IndexOf('>', StringComparison.Ordinal)]
            : null;
}
