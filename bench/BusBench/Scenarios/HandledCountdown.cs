namespace Plaza.BusBench.Scenarios;

/// <summary>Blocks the publisher's thread until a number of events were handled.</summary>
internal sealed class HandledCountdown
{
    private readonly object _handled = new();
    private int _left;

    public void Expect(int count) => Volatile.Write(ref _left, count);

    public void Handle(BenchmarkEvent passed)
    {
        if (Volatile.Read(ref _left) > passed.Number)
        {
            _left -= passed.Number;
            return;
        }

        lock (_handled)
        {
            _left = 0;
            Monitor.Pulse(_handled);
        }
    }

    public void Wait()
    {
        lock (_handled)
        {
            while (_left > 0)
                Monitor.Wait(_handled);
        }
    }
}
