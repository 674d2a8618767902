using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Authentication;

/// <summary>A question: which app is this, to which a token belongs?</summary>
public sealed record GetAppById(AppId App) : IRequest<App?>;
