using System.Globalization;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;

namespace Plaza.Data.Replaying;

/// <summary>A journal entry as projections get it. The payload is deserialized when <see cref="Event"/> is first read.</summary>
public sealed class ReplayEntry
{
    private readonly EventTypeRegistry _types;
    private readonly int _version;
    private readonly string? _payload;
    private IEvent? _event;

    internal ReplayEntry(EventTypeRegistry types, long sequence, long time, string type, int version, string subject, string? payload)
    {
        (Sequence, Time, Type, Subject) = (sequence, time, type, subject);
        (_types, _version, _payload) = (types, version, payload);
    }

    public long Sequence { get; }

    /// <summary>Milliseconds since 1970 in UTC.</summary>
    public long Time { get; }

    /// <summary>The wire name of the event.</summary>
    public string Type { get; }

    public string Subject { get; }

    /// <summary>Null once erased.</summary>
    public IEvent? Event => _event ??= _payload is null ? null : _types.Deserialize(Type, _version, _payload);

    /// <summary>The subject as the id of an account; 0 where it is none.</summary>
    public long Account => long.TryParse(Subject, CultureInfo.InvariantCulture, out var account) ? account : 0;

    /// <summary>Whether it is an event of this type, also when its payload was erased.</summary>
    public bool Is<TEvent>()
        where TEvent : IEvent => Type == EventType.Of<TEvent>().Name;
}
