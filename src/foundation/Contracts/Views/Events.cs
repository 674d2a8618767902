using Plaza.Spaces.Events;

namespace Plaza.Contracts.Views;

/// <summary>Rows of a table that is worked out from the journal were replaced by what the journal says: what was remembered of them may be wrong.</summary>
/// <param name="Table">Which one.</param>
[EventName("views.mended")]
public sealed record ReadModelRepaired(string Table) : IEvent
{
    public string Subject => Table;
}
