using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tasks;

/// <summary>A queued task.</summary>
[Index(nameof(Name), nameof(Key), IsUnique = true)]
[Index(nameof(State), nameof(Name), nameof(Due))]
public sealed class TaskRow
{
    public required TaskId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Identifies the task among those of its name, such as a period, or recipient and post.</summary>
    public required string Key { get; init; }

    public required string Payload { get; init; }

    public required TaskState State { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset Due { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The node that claimed it last; 0 for none, or for the only one.</summary>
    public required long Node { get; init; }

    public required string Detail { get; init; }
}
