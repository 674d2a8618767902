using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Mail;

/// <summary>An order: whether the user wants mail when mentioned.</summary>
public sealed record SetMentionMail(AccountId Account, bool Wanted) : IRequest<bool>;
