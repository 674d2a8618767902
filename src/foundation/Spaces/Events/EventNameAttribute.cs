namespace Plaza.Spaces.Events;

/// <summary>
/// The name and version under which an event is kept and sent, such as <c>posts.published</c>.
/// It stays when the type is renamed or moved.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class EventNameAttribute(string name, int version = 1) : Attribute
{
    public string Name => name;

    public int Version => version;
}
