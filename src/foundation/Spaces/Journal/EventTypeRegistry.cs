using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plaza.Spaces.Dispatch;
using Plaza.Spaces.Events;

namespace Plaza.Spaces.Journal;

/// <summary>
/// The types of events that are journaled or sent, by wire name: their JSON, and the upcasts from older versions. Filled before the host
/// starts, thread-safe to read.
/// </summary>
public sealed class EventTypeRegistry
{
    private readonly Dictionary<string, Known> _known = [];
    private readonly Dictionary<(string Name, int From), Func<JsonObject, JsonObject>> _upcasts = [];

    /// <summary>All registered wire names, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Registers a type of events with the source-generated metadata of its JSON.</summary>
    /// <exception cref="ArgumentException">Another type has the same wire name.</exception>
    public EventTypeRegistry Add<TEvent>(JsonTypeInfo<TEvent> json)
        where TEvent : IEvent
    {
        var type = EventType.Of<TEvent>();
        Add(type, new(type, () => json, () => Subscribe<TEvent>));
        return this;
    }

    /// <summary>Registers all public types of events of an assembly; their JSON metadata is created by reflection at the first use.</summary>
    [RequiresUnreferencedCode("Looks for all events of an assembly, of which trimming may have removed some.")]
    [RequiresDynamicCode("Describes their JSON by reflection.")]
    public EventTypeRegistry AddFromAssembly(Assembly assembly, JsonSerializerOptions options)
    {
        foreach (var type in assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(EventNameAttribute))))
            Add(EventType.Of(type), new(EventType.Of(type), () => options.GetTypeInfo(type), () => SubscriberTo(type)));

        return this;
    }

    /// <summary>
    /// Registers an upcast: how the JSON of an older version becomes that of the next one. Upcasts are chained up to the current version of
    /// the type.
    /// </summary>
    /// <param name="name">The wire name.</param>
    /// <param name="from">The older version, from 1.</param>
    /// <param name="upcast">Returns the JSON of version <paramref name="from"/> + 1.</param>
    public EventTypeRegistry Upcast(string name, int from, Func<JsonObject, JsonObject> upcast)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        _upcasts.Add((name, from), upcast);
        return this;
    }

    /// <returns>Whether a type of that wire name is registered.</returns>
    public bool Contains(string name) => _known.ContainsKey(name);

    /// <returns>The type of that wire name.</returns>
    /// <exception cref="InvalidDataException">The name is not registered.</exception>
    public EventType Get(string name) => GetKnown(name).Type;

    /// <returns>The JSON of an event.</returns>
    /// <exception cref="InvalidDataException">The type of the event is not registered.</exception>
    public string Serialize(IEvent @event) => JsonSerializer.Serialize(@event, GetKnown(EventType.Of(@event.GetType()).Name).Json);

    /// <returns>The event, from the JSON of its own version or an older one.</returns>
    /// <exception cref="InvalidDataException">
    /// The name is not registered, the version is newer than that of the type, an upcast is missing, or the JSON does not match the type.
    /// </exception>
    public IEvent Deserialize(string name, int version, string payload)
    {
        var known = GetKnown(name);
        if (version > known.Type.Version)
            throw new InvalidDataException($"{name} has version {version}, but this program knows only {known.Type.Version}. It is older than its data.");

        try
        {
            if (version == known.Type.Version)
                return Made(JsonSerializer.Deserialize(payload, known.Json), name);

            var json = JsonNode.Parse(payload)?.AsObject() ?? throw new InvalidDataException($"{name} is no JSON object.");
            for (var from = version; from < known.Type.Version; from++)
                json = Step(name, from)(json);

            return Made(json.Deserialize(known.Json), name);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The stored payload of {name} does not match its type: {fault.Message}", fault);
        }
    }

    /// <summary>Subscribes by wire name.</summary>
    internal Subscription Subscribe(EventBus bus, string name, NamedEventRegistration listener) => GetKnown(name).Subscribe(bus, listener);

    private Subscription Subscribe<TEvent>(EventBus bus, NamedEventRegistration listener)
        where TEvent : IEvent => bus.Subscribe(listener.For<TEvent>(this));

    [RequiresDynamicCode("Makes a method for the type of the event.")]
    private Subscriber SubscriberTo(Type type) => typeof(EventTypeRegistry)
        .GetMethod(nameof(Subscribe), genericParameterCount: 1, BindingFlags.NonPublic | BindingFlags.Instance, [typeof(EventBus), typeof(NamedEventRegistration)])!
        .MakeGenericMethod(type)
        .CreateDelegate<Subscriber>(this);

    private static IEvent Made(object? read, string name) => read as IEvent ?? throw new InvalidDataException($"The stored payload of {name} is null.");

    private Func<JsonObject, JsonObject> Step(string name, int from) =>
        _upcasts.TryGetValue((name, from), out var upcast)
            ? upcast
            : throw new InvalidDataException($"{name} of version {from} cannot be read: there is no upcast to version {from + 1}.");

    private Known GetKnown(string name) =>
        _known.TryGetValue(name, out var known)
            ? known
            : throw new InvalidDataException($"No type of events is registered as {name}.");

    private void Add(EventType type, Known known)
    {
        if (!_known.TryAdd(type.Name, known) && _known[type.Name].Type != type)
            throw new ArgumentException($"{type.Type.FullName} and {_known[type.Name].Type.Type.FullName} have the same wire name {type.Name}.", nameof(type));
    }

    private delegate Subscription Subscriber(EventBus bus, NamedEventRegistration listener);

    private sealed class Known(EventType type, Func<JsonTypeInfo> json, Func<Subscriber> subscribe)
    {
        private readonly Lazy<JsonTypeInfo> _json = new(json);
        private readonly Lazy<Subscriber> _subscribe = new(subscribe);

        public EventType Type => type;

        public JsonTypeInfo Json => _json.Value;

        public Subscriber Subscribe => _subscribe.Value;
    }
}
