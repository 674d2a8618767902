using System.Globalization;
using Plaza.Contracts;
using Plaza.Contracts.Ids;

namespace Plaza.Web.Pages;

/// <summary>The requested page of a list: <c>?max_id=</c> for older items, <c>?min_id=</c> for newer.</summary>
internal sealed record PageCursor(long? MaxId, long? MinId)
{
    public const int Size = 20;

    /// <summary>Whether this is the first page, which has the newest items.</summary>
    public bool IsFirst => MaxId is null && MinId is null;

    /// <summary>Requests one item more than is shown, to know whether there is another page.</summary>
    public PageRequest Paging => new(Size + 1) { MaxId = MaxId, MinId = MinId };

    public static PageCursor Read(string? max, string? min) => new(Number(max), Number(min));

    private static long? Number(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : PostId.TryParse(text, out var id) ? id.Value
        : throw RequestRejectedException.NotFound($"There is no page at {text[..Math.Min(text.Length, 20)]}.");

    /// <summary>Removes the extra item and creates the links to the older and newer page.</summary>
    /// <param name="found">The items read with <see cref="Paging"/>.</param>
    /// <param name="idOf">The id by which the list is sorted.</param>
    /// <param name="query">Other query parameters for the links, such as <c>with=replies</c>.</param>
    public PagedItems<T> Slice<T>(IReadOnlyList<T> found, Func<T, long> idOf, string query = "")
    {
        var goesOn = found.Count > Size;
        var isForward = MinId is not null;
        var shown = found.Skip(goesOn && isForward ? 1 : 0).Take(Size).ToList();
        var hasNewer = isForward ? goesOn : MaxId is not null;
        var hasOlder = isForward || goesOn;

        return new(shown, new(
            hasNewer ? Link("min_id", shown is [var first, ..] ? idOf(first) : MaxId - 1, query) : null,
            hasOlder ? Link("max_id", shown is [.., var last] ? idOf(last) : MinId + 1, query) : null));
    }

    private static string Link(string name, long? id, string query) =>
        string.Create(CultureInfo.InvariantCulture, $"?{(query is "" ? "" : query + "&")}{name}={id}");
}

/// <summary>The items of a page and the links to the other pages.</summary>
internal sealed record PagedItems<T>(IReadOnlyList<T> Items, Pager Pager);

internal sealed record Pager(string? Newer, string? Older)
{
    public static Pager None { get; } = new(null, null);
}
