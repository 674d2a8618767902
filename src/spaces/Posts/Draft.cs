using Plaza.Contracts;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Text;
using Plaza.Posts.Text;
using Plaza.Queries.Accounts;

namespace Plaza.Posts;

/// <summary>An order to publish whose text was found to be in order.</summary>
internal sealed record Draft(PostText Text, string ContentWarning, Visibility Visibility, bool Sensitive, string Language)
{
    /// <summary>UTF-16 units, since marks can be piled up on one character without end.</summary>
    private const int MaxUnits = 20_000;

    /// <param name="order">What is to be published.</param>
    /// <param name="defaults">For what the order leaves out.</param>
    /// <param name="localDomain">The domain of which mentions are local ones.</param>
    /// <param name="language">For posts of which no other is known.</param>
    /// <exception cref="RequestRejectedException">The text breaks a rule.</exception>
    public static Draft Check(PublishPost order, PostingDefaults defaults, string localDomain, string language)
    {
        var (typed, typedWarning) = (WrittenText.Lines(order.Text), WrittenText.Lines(order.ContentWarning));
        if (typed.Length + typedWarning.Length > MaxUnits)
            throw TooLong();

        var text = PostText.Parse(typed, localDomain);
        var warning = PostText.Parse(typedWarning);

        if (text.HasForbiddenCharacters || warning.HasForbiddenCharacters)
            throw RequestRejectedException.Invalid("text", "The text has a character that cannot be kept (U+0000, or half of a pair).");

        // As at Mastodon, a warning in front of nothing is the text.
        var sensitive = (order.Sensitive ?? defaults.Sensitive) || !warning.IsBlank;
        if (text.IsBlank && !warning.IsBlank)
            (text, warning) = (PostText.Parse(typedWarning, localDomain), PostText.Parse(""));

        if (text.IsBlank)
            throw RequestRejectedException.Blank("text", "Write something first: the text is blank.");

        if (text.Length + warning.Length > PublishPost.MaxCharacters)
            throw TooLong();

        var visibility = order.Visibility ?? defaults.Visibility;
        if (!Enum.IsDefined(visibility))
            throw RequestRejectedException.Invalid("visibility", "The visibility is public, unlisted, private or direct.");

        if (order.IdempotencyKey is { Length: > PublishPost.MaxIdempotencyKeyLength })
            throw RequestRejectedException.Invalid("idempotency_key", $"An idempotency key has at most {PublishPost.MaxIdempotencyKeyLength} characters.");

        var known = LanguageTag.Parse(order.Language) ?? LanguageTag.Parse(defaults.Language);
        return new(text, warning.IsBlank ? "" : warning.Source, visibility, sensitive, known ?? language);
    }

    private static RequestRejectedException TooLong() => RequestRejectedException.Invalid("text", $"A post has at most {PublishPost.MaxCharacters} characters.");
}
