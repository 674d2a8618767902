using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Contracts.Ids;

namespace Plaza.Api.Paging;

/// <summary>Reads ids from request fields.</summary>
internal static class IdFields
{
    /// <summary>Mastodon's limit; a request with more ids is rejected.</summary>
    private const int MaxIds = 40;

    extension(RequestFields fields)
    {
        public List<TId> Ids<TId>(string name)
            where TId : struct, IId<TId>
        {
            var texts = fields.All(name).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            return texts.Count <= MaxIds
                ? [.. texts.Select(text => Read<TId>(name, text))]
                : throw ApiException.Invalid(name, $"More than {MaxIds} ids in one request");
        }

        public TId? Id<TId>(string name)
            where TId : struct, IId<TId> => fields.NonEmpty(name) is { } text ? Read<TId>(name, text) : null;
    }

    private static TId Read<TId>(string name, string text)
        where TId : struct, IId<TId> =>
        IId<TId>.TryParse(text, out var id) ? id : throw ApiException.Invalid(name, $"{name} must be an id: a string of decimal digits");
}
