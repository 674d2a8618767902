using Plaza.Contracts;
using Plaza.Contracts.Posts;
using Plaza.Contracts.Text;
using Plaza.Posts.Text;
using Plaza.Queries.Accounts;

namespace Plaza.Posts;

/// <summary>A command to publish whose text and options are valid.</summary>
internal sealed record Draft(PostText Text, string ContentWarning, Visibility Visibility, bool Sensitive, string Language)
{
    /// <summary>In UTF-16 code units. Bounds the text, since a grapheme may have any number of combining marks.</summary>
    private const int MaxUnits = 20_000;

    /// <param name="command">The command.</param>
    /// <param name="defaults">The posting defaults, for options that the command omits.</param>
    /// <param name="localDomain">Mentions of this domain are local.</param>
    /// <param name="language">The language of posts that have none.</param>
    /// <exception cref="RequestRejectedException">The text breaks a rule.</exception>
    public static Draft Check(PublishPost command, PostingDefaults defaults, string localDomain, string language)
    {
        var (typed, typedWarning) = (WrittenText.Lines(command.Text), WrittenText.Lines(command.ContentWarning));
        if (typed.Length + typedWarning.Length > MaxUnits)
            throw TooLong();

        var text = PostText.Parse(typed, localDomain);
        var warning = PostText.Parse(typedWarning);

        if (text.HasForbiddenCharacters || warning.HasForbiddenCharacters)
            throw RequestRejectedException.Invalid("text", "The text has a character that cannot be stored (U+0000, or half of a pair).");

        // As in Mastodon, a content warning without text becomes the text.
        var sensitive = (command.Sensitive ?? defaults.Sensitive) || !warning.IsBlank;
        if (text.IsBlank && !warning.IsBlank)
            (text, warning) = (PostText.Parse(typedWarning, localDomain), PostText.Parse(""));

        if (text.IsBlank)
            throw RequestRejectedException.Blank("text", "Write something first: the text is blank.");

        if (text.Length + warning.Length > PostLimits.MaxCharacters)
            throw TooLong();

        var visibility = command.Visibility ?? defaults.Visibility;
        if (!Enum.IsDefined(visibility))
            throw RequestRejectedException.Invalid("visibility", "The visibility is public, unlisted, private or direct.");

        if (command.IdempotencyKey is { Length: > PostLimits.MaxIdempotencyKeyLength })
            throw RequestRejectedException.Invalid("idempotency_key", $"An idempotency key has at most {PostLimits.MaxIdempotencyKeyLength} characters.");

        var known = LanguageTag.Parse(command.Language) ?? LanguageTag.Parse(defaults.Language);
        return new(text, warning.IsBlank ? "" : warning.Source, visibility, sensitive, known ?? language);
    }

    private static RequestRejectedException TooLong() => RequestRejectedException.Invalid("text", $"A post has at most {PostLimits.MaxCharacters} characters.");
}
