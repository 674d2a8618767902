using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Tasks;

/// <summary>An order of the operator: deliver a parked event again now. False when there is none such.</summary>
public sealed record RetryDelivery(string Subscription, long Sequence) : IRequest<bool>;
