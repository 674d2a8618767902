using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A question: which app calls itself by this client id?</summary>
public sealed record GetAppByClientId(string ClientId) : IRequest<App?>;
