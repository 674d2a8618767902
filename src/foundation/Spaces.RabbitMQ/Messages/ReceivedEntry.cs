using Plaza.Spaces.Journal;

namespace Plaza.Spaces.RabbitMQ.Messages;

/// <summary>An entry as a message brought it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="HasPayload">False when the publisher could not read the payload, which the journal has.</param>
/// <param name="Preceding">The wire names of the entries directly before it, newest first.</param>
internal sealed record ReceivedEntry(JournalEntry Entry, bool HasPayload, string[] Preceding)
{
    /// <summary>Whether it is certain that no entry of these names lies between <paramref name="position"/> and this one.</summary>
    public bool Follows(long position, IReadOnlyCollection<string>? names)
    {
        for (var distance = 1; Entry.Sequence - distance > position; distance++)
        {
            if (distance > Preceding.Length || names?.Contains(Preceding[distance - 1]) is not false)
                return false;
        }

        return true;
    }
}
