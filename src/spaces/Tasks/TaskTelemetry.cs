using System.Diagnostics;

namespace Plaza.Tasks;

/// <summary>Each run of a task is a span of this source.</summary>
internal static class TaskTelemetry
{
    public static ActivitySource Source { get; } = new("Plaza.Tasks");
}
