using Plaza.Spaces.Events;

namespace Plaza.Contracts.ReadModels;

/// <summary>Rows of a read model were repaired from the journal: cached copies of them may be wrong.</summary>
/// <param name="Table">The name of the table.</param>
[EventName("views.mended")]
public sealed record ReadModelRepaired(string Table) : IEvent
{
    public string Subject => Table;
}
