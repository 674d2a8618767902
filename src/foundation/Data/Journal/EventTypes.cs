using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Plaza.Contracts.Posts;
using Plaza.Spaces.Events;

namespace Plaza.Data.Journal;

/// <summary>Finds the type that a wire name stands for, among the contracts.</summary>
internal static class EventTypes
{
    private static readonly FrozenDictionary<string, Type> ByName = typeof(PostPublished).Assembly.GetExportedTypes()
        .Where(type => type.GetCustomAttribute<EventNameAttribute>() is not null)
        .ToFrozenDictionary(type => EventType.Of(type).Name);

    /// <returns>Null when the payload was erased.</returns>
    /// <exception cref="InvalidDataException">The type is not known here: an older program over newer data.</exception>
    public static IEvent? Read(string type, string? payload)
    {
        if (!ByName.TryGetValue(type, out var known))
            throw new InvalidDataException($"The journal tells of {type}, which this version of Plaza does not know.");

        return payload is null ? null : (IEvent?)JsonSerializer.Deserialize(payload, known, JournalJson.Options);
    }
}
