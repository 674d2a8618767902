using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Api.Input;
using Plaza.Api.Wire;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Paging;

/// <summary>
/// A list that is read page by page: which page was asked for, and the <c>Link</c> header that leads to the next ones.
/// </summary>
internal sealed class PagedRequest(HttpContext context, RequestFields query) : IBindableFromHttpContext<PagedRequest>
{
    private static readonly string[] Places = ["max_id", "min_id", "since_id", "access_token"];

    public static ValueTask<PagedRequest?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(new PagedRequest(context, RequestFields.OfQuery(context.Request)));

    public RequestFields Query => query;

    /// <param name="standard">How many when none is asked for.</param>
    /// <param name="most">How many at the most, whatever is asked for.</param>
    public Contracts.PageRequest Paging(int standard = 20, int most = 40) => new(Limit(standard, most))
    {
        MaxId = query.Id<PostId>("max_id")?.Value,
        SinceId = FromStart("since_id"),
        MinId = FromStart("min_id"),
    };

    public int Limit(int standard = 20, int most = 40)
    {
        var text = query.Text("limit") ?? "";
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, most)
            : text.Length > 0 && text.All(char.IsAsciiDigit) ? most
            : standard;
    }

    /// <summary>Leads to the next page, first of all, and to what is newer.</summary>
    /// <param name="ids">Those by which the list is paged, the newest first.</param>
    /// <param name="isFull">Whether there may be more.</param>
    public void Link(IReadOnlyList<long> ids, bool isFull = true)
    {
        if (ids.Count is 0)
            return;

        var previous = $"<{UrlWith("min_id", ids[0])}>; rel=\"prev\"";
        context.Response.Headers.Link = isFull ? $"<{UrlWith("max_id", ids[^1])}>; rel=\"next\", {previous}" : previous;
    }

    /// <summary>This list, beginning at another place: with every other parameter as it was, and seen from outside.</summary>
    public string UrlWith(string place, long id) => Address(string.Create(CultureInfo.InvariantCulture, $"{place}={id}"));

    /// <param name="place">Null for the list as it was asked for.</param>
    public string Address(string? place = null)
    {
        var here = context.RequestServices.GetRequiredService<ApiUrls>().At(context.Request.Path.ToUriComponent());
        if (!context.Request.QueryString.HasValue)
            return place is null ? here : $"{here}?{place}";

        var asked = (context.Request.QueryString.Value ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        var kept = place is null ? asked : asked.Where(pair => !Places.Contains(pair.Split('=')[0], StringComparer.Ordinal)).Append(place);

        return string.Join('&', kept.Select(Escape)) is { Length: > 0 } parameters ? $"{here}?{parameters}" : here;
    }

    /// <summary>It came escaped; but what would end the address in a header early may not have been.</summary>
    private static string Escape(string pair) =>
        string.Concat(pair.Select(sign => sign is > ' ' and < '\x7f' and not ('<' or '>' or '"' or ',' or ';') ? sign.ToString() : Uri.EscapeDataString(sign.ToString())));

    /// <summary>Tusky asks for what is newer than 0 when it has seen nothing.</summary>
    private long? FromStart(string name) => query.Text(name) is "0" ? 0 : query.Id<PostId>(name)?.Value;
}
