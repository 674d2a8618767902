using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Replaying;

/// <summary>An entry of the journal as a replay sees it.</summary>
/// <param name="Time">Milliseconds since 1970 in UTC.</param>
/// <param name="Subject">Whose history it is.</param>
/// <param name="Payload">Null once erased.</param>
internal sealed record ReplayEntry(EventTypeRegistry Types, long Sequence, long Time, string Type, int Version, string Subject, string? Payload)
{
    private IEvent? _happened;

    /// <summary>What it says; null when that was erased, so that it counts for nothing.</summary>
    public IEvent? Happened => _happened ??= Payload is null ? null : Types.Deserialize(Type, Version, Payload);

    /// <summary>The account whose history it is; 0 for none.</summary>
    public long Account => long.TryParse(Subject, System.Globalization.CultureInfo.InvariantCulture, out var account) ? account : 0;

    public bool Is<TEvent>()
        where TEvent : IEvent => Type == EventType.Of<TEvent>().Name;
}
