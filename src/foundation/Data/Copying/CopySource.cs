using Plaza.Data.Journal;

namespace Plaza.Data.Copying;

/// <summary>The database that is copied, in one snapshot.</summary>
/// <param name="name">Names it to the operator.</param>
/// <param name="pages">Reads the snapshot.</param>
/// <param name="head">The end of the journal in it.</param>
internal class CopySource(string name, TablePages pages, JournalHead head) : IDisposable
{
    public string Name => name;

    public TablePages Pages => pages;

    public JournalHead Head => head;

    /// <summary>Called when all is copied.</summary>
    /// <exception cref="InvalidDataException">Something may have been written since the snapshot.</exception>
    public virtual Task CheckUnchangedAsync(CancellationToken ct) => Task.CompletedTask;

    public void Dispose() => pages.Dispose();
}
