using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Statistics;

/// <summary>Recalculates the statistics of these days, both included, for the operator. Returns the number of days.</summary>
public sealed record RecomputeStatistics(DateOnly From, DateOnly To) : ICommand<int>;
