using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Statistics;

/// <summary>An order of the operator: work the numbers of these days out anew, both included. Gives the number of days.</summary>
public sealed record RecomputeStatistics(DateOnly From, DateOnly To) : IRequest<int>;
