using Plaza.Spaces.Events;

namespace Plaza.Spaces.Telling;

/// <summary>
/// Sees to it that forgotten listeners do not gather where nothing is published: who comes looks round, each time as many
/// have come as there were, so that one costs the same however many there are.
/// </summary>
internal sealed class WeakListeners<TEvent>(Listeners<TEvent> listeners)
    where TEvent : IEvent
{
    private const int Few = 64;

    private int _came;
    private int _patience = Few;

    public void Came()
    {
        if (Interlocked.Increment(ref _came) < Volatile.Read(ref _patience))
            return;

        var staying = 0;
        foreach (var subscription in listeners.All)
        {
            if (subscription.IsForgotten)
                subscription.Dispose();
            else
                staying++;
        }

        Volatile.Write(ref _patience, Math.Max(Few, staying));
        Volatile.Write(ref _came, 0);
    }
}
