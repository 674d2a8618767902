using Plaza.Contracts.Ids;
using Plaza.Spaces.Requests;

namespace Plaza.Contracts.Tasks;

/// <summary>An order of the operator: try a failed or waiting task again now. False when there is none such.</summary>
public sealed record RetryTask(TaskId Task) : IRequest<bool>;
