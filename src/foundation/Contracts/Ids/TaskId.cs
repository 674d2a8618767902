using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>A run of a task, due or done.</summary>
[JsonConverter(typeof(IdJsonConverter<TaskId>))]
public readonly record struct TaskId(long Value) : IId<TaskId>
{
    public static TaskId From(long value) => new(value);

    public static bool TryParse(string? text, out TaskId id) => IId<TaskId>.TryParse(text, out id);

    public static bool operator <(TaskId left, TaskId right) => left.Value < right.Value;

    public static bool operator >(TaskId left, TaskId right) => left.Value > right.Value;

    public static bool operator <=(TaskId left, TaskId right) => left.Value <= right.Value;

    public static bool operator >=(TaskId left, TaskId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
