using Plaza.Spaces.Journal;
using Plaza.Spaces.RabbitMQ;

namespace Plaza.Tests.RabbitMQ;

/// <summary>The handler of the tests: its "table" of handled entries, which is also its position, outlives the host.</summary>
internal sealed class StoredEffects : IJournalEntryHandler
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _handled = [];

    /// <summary>Called before the effect is stored.</summary>
    public Func<JournalEntry, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called when the effect is stored, before the handler returns.</summary>
    public Func<JournalEntry, CancellationToken, Task> After { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<JournalEntry> Handled
    {
        get
        {
            lock (_lock)
                return [.. _handled];
        }
    }

    public IEnumerable<long> Sequences => Handled.Select(entry => entry.Sequence);

    public int Count
    {
        get
        {
            lock (_lock)
                return _handled.Count;
        }
    }

    public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(_handled is [.., var last] ? last.Sequence : 0);
    }

    public async ValueTask HandleAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        await Before(entry, cancellationToken);
        lock (_lock)
            _handled.Add(entry);

        await After(entry, cancellationToken);
    }
}
