using Plaza.Api.Errors;
using Plaza.Api.Input;
using Plaza.Api.Posts;
using Plaza.Contracts.Ids;
using Plaza.Contracts.Profiles;

namespace Plaza.Api.Accounts;

/// <summary>
/// The body of update_credentials. An unsupported option is rejected unless its value equals the fixed one, so that no user
/// believes, for example, that follow requests need approval when they do not.
/// </summary>
internal static class ProfileFields
{
    /// <summary>Unsupported switches, each with the only value that is accepted.</summary>
    private static readonly (string Name, bool Present, string Reason)[] Fixed =
    [
        ("locked", false, "Approving followers is not supported yet"),
        ("bot", false, "Marking an account as automated is not supported yet"),
        ("discoverable", true, "Hiding an account from discovery is not supported yet"),
        ("indexable", false, "Searching the text of posts is not supported yet"),
        ("hide_collections", false, "Hiding who follows an account is not supported yet"),
    ];

    private static readonly (string Name, string Reason)[] Missing =
    [
        ("avatar", "Pictures are not supported yet"),
        ("header", "Pictures are not supported yet"),
        ("avatar_description", "Pictures are not supported yet"),
        ("header_description", "Pictures are not supported yet"),
        ("fields_attributes", "Profile fields are not supported yet"),
        ("attribution_domains", "Attribution domains are not supported yet"),
    ];

    extension(RequestFields fields)
    {
        /// <summary>A command that changes only the fields that the request contains.</summary>
        public UpdateProfile ProfileChange(AccountId account)
        {
            fields.RejectUnsupported();
            return new(account, fields.Text("display_name"), fields.Text("note"))
            {
                PostingVisibility = VisibilityNames.Read(fields.Text("source[privacy]"), "source[privacy]"),
                PostingSensitive = fields.Switch("source[sensitive]"),
                PostingLanguage = fields.Text("source[language]"),
            };
        }

        private void RejectUnsupported()
        {
            foreach (var (name, present, reason) in Fixed)
            {
                if (fields.Switch(name) is { } requested && requested != present)
                    throw ApiException.Invalid(name, reason);
            }

            if (fields.NonEmpty("source[quote_policy]") is { } policy && policy is not "nobody")
                throw ApiException.Invalid("source[quote_policy]", "Quotes are not supported yet");

            foreach (var (name, reason) in Missing)
            {
                if (fields.Files.Contains(name) || fields.Within(name).Any(value => value.Length > 0))
                    throw ApiException.Invalid(name, reason);
            }
        }
    }
}
