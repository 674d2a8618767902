using System.Collections.Concurrent;
using System.Reflection;

namespace Plaza.Spaces.Events;

/// <summary>The wire name and version of a type of events. Thread-safe.</summary>
public sealed class EventType
{
    private static readonly ConcurrentDictionary<Type, EventType> Known = new();

    private EventType(Type type, EventNameAttribute name)
    {
        Type = type;
        Name = name.Name;
        Version = name.Version;
    }

    public Type Type { get; }

    /// <summary>The wire name, such as <c>posts.published</c>.</summary>
    public string Name { get; }

    public int Version { get; }

    /// <summary>Published by the bus about itself: such events are not reported on again.</summary>
    internal bool IsOwn => Type.Assembly == typeof(EventType).Assembly;

    /// <returns>Whether the type has a wire name, so that events can be of exactly this type.</returns>
    internal static bool IsEvent(Type type) => type.IsDefined(typeof(EventNameAttribute));

    /// <summary>Returns the same instance for the same type.</summary>
    /// <exception cref="ArgumentException">The type has no <see cref="EventNameAttribute"/>.</exception>
    public static EventType Of(Type type) => Known.GetOrAdd(type, static type =>
        type.GetCustomAttribute<EventNameAttribute>() is { } name
            ? new(type, name)
            : throw new ArgumentException($"{type.FullName} is no event: it has no [EventName(\"space.what_happened\")].", nameof(type)));

    /// <inheritdoc cref="Of(System.Type)"/>
    public static EventType Of<TEvent>()
        where TEvent : IEvent => Of(typeof(TEvent));
}
