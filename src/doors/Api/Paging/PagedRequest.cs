using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Api.Input;
using Plaza.Api.Json;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Paging;

/// <summary>A request for a page of a list: its paging parameters, and the <c>Link</c> header to the next and previous page.</summary>
internal sealed class PagedRequest(HttpContext context, RequestFields query) : IBindableFromHttpContext<PagedRequest>
{
    private static readonly string[] PagingParameters = ["max_id", "min_id", "since_id", "access_token"];

    public static ValueTask<PagedRequest?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(new PagedRequest(context, RequestFields.OfQuery(context.Request)));

    public RequestFields Query => query;

    /// <param name="defaultLimit">The page size when the request names none.</param>
    /// <param name="maxLimit">The upper limit of the requested page size.</param>
    public Contracts.PageRequest Paging(int defaultLimit = 20, int maxLimit = 40) => new(Limit(defaultLimit, maxLimit))
    {
        MaxId = query.Id<PostId>("max_id")?.Value,
        SinceId = FromStart("since_id"),
        MinId = FromStart("min_id"),
    };

    public int Limit(int defaultLimit = 20, int maxLimit = 40)
    {
        var text = query.Text("limit") ?? "";
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, maxLimit)
            : text.Length > 0 && text.All(char.IsAsciiDigit) ? maxLimit
            : defaultLimit;
    }

    /// <summary>Sets the <c>Link</c> header: the next (older) page first, then the previous (newer) one.</summary>
    /// <param name="ids">The ids by which the list is paged, newest first.</param>
    /// <param name="isFull">Whether there may be an older page.</param>
    public void Link(IReadOnlyList<long> ids, bool isFull = true)
    {
        if (ids.Count is 0)
            return;

        var previous = $"<{UrlWith("min_id", ids[0])}>; rel=\"prev\"";
        context.Response.Headers.Link = isFull ? $"<{UrlWith("max_id", ids[^1])}>; rel=\"next\", {previous}" : previous;
    }

    /// <summary>The public URL of this list from another position, with all other parameters unchanged.</summary>
    public string UrlWith(string parameter, long id) => Url(string.Create(CultureInfo.InvariantCulture, $"{parameter}={id}"));

    /// <param name="position">The paging parameter that replaces those of the request; null to keep them.</param>
    public string Url(string? position = null)
    {
        var path = context.RequestServices.GetRequiredService<ApiUrls>().At(context.Request.Path.ToUriComponent());
        if (!context.Request.QueryString.HasValue)
            return position is null ? path : $"{path}?{position}";

        var sent = (context.Request.QueryString.Value ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        var pairs = position is null ? sent : sent.Where(pair => !PagingParameters.Contains(pair.Split('=')[0], StringComparer.Ordinal)).Append(position);

        return string.Join('&', pairs.Select(Escape)) is { Length: > 0 } parameters ? $"{path}?{parameters}" : path;
    }

    /// <summary>The query arrives escaped, but a client may have left characters unescaped that would end the URL inside the header.</summary>
    private static string Escape(string pair) =>
        string.Concat(pair.Select(character => character is > ' ' and < '\x7f' and not ('<' or '>' or '"' or ',' or ';') ? character.ToString() : Uri.EscapeDataString(character.ToString())));

    /// <summary>Tusky sends 0, which is not an id, when it has no posts yet.</summary>
    private long? FromStart(string name) => query.Text(name) is "0" ? 0 : query.Id<PostId>(name)?.Value;
}
