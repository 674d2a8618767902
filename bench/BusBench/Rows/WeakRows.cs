using Plaza.BusBench.Slices;

namespace Plaza.BusBench.Rows;

/// <summary>Handlers whose targets are held weakly, against such as hold them: the same call of <c>handler(target, event)</c>.</summary>
internal static class WeakRows
{
    public static Race Of(int count, Goal goal)
    {
        var (strong, weak) = (new RunningBus(), new RunningBus());
        Ear[] ears = [.. Enumerable.Range(0, count).Select(_ => new Ear())];
        for (var number = 0; number < count; number++)
        {
            strong.Bus.Subscribe<Passed>("bench", new Bound(ears[number], Ear.Bound(number)).Call);
            weak.Bus.SubscribeWeak("bench", ears[number], Ear.Bound(number));
        }

        return new(
            $"weak, {count}",
            new Runner("strong (floor)", times =>
            {
                for (var time = 0; time < times; time++)
                    strong.Publisher.Publish(Passed.One);
            }),
            new Runner("weak", times =>
            {
                for (var time = 0; time < times; time++)
                    weak.Publisher.Publish(Passed.One);

                GC.KeepAlive(ears);
            }, goal));
    }

    private sealed class Bound(Ear ear, Action<Ear, Passed> handler)
    {
        public void Call(Passed passed) => handler(ear, passed);
    }
}
