namespace Plaza.Spaces.Events;

/// <summary>
/// The wire name of an event, such as <c>posts.published</c>, and its version: the event is stored and sent under them, so they stay when
/// the type is renamed or moved.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class EventNameAttribute(string name, int version = 1) : Attribute
{
    public string Name => name;

    public int Version => version;
}
