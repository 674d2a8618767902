using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Mail;

/// <summary>An order from the link in a mail: no more mention mail to its reader. False when the link is none of ours.</summary>
public sealed record Unsubscribe(string Secret) : IRequest<bool>;
