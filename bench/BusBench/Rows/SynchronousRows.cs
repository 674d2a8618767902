using Plaza.BusBench.Peers;
using Plaza.BusBench.Slices;

namespace Plaza.BusBench.Rows;

/// <summary>Publishing to synchronous handlers, against a bare loop over them.</summary>
internal static class SynchronousRows
{
    public static Race Of(int count, Goal goal)
    {
        var handlers = Ear.Calls(count);
        var bus = RunningBus.With(handlers);
        var publisher = bus.Publisher;
        var (mediator, mediatR) = (Mediators.CreateMediator(count), Mediators.CreateMediatR(count));
        var several = (Action<Passed>)Delegate.Combine(handlers)!;

        return new(
            $"sync, {count}",
            new("bare loop (floor)", times =>
            {
                for (var time = 0; time < times; time++)
                    Floors.Loop(handlers, Passed.One);
            }),
            new("IEventPublisher", times =>
            {
                for (var time = 0; time < times; time++)
                    publisher.Publish(Passed.One);
            }, goal),
            new("IEventBus", times =>
            {
                for (var time = 0; time < times; time++)
                    bus.Bus.Publish(Passed.One);
            }),
            new("C# event", times =>
            {
                for (var time = 0; time < times; time++)
                    several(Passed.One);
            }),
            new("try and catch round each", times =>
            {
                for (var time = 0; time < times; time++)
                    Floors.LoopWithTry(handlers, Passed.One);
            }),
            new("Mediator", times =>
            {
                for (var time = 0; time < times; time++)
                {
                    var publishing = mediator.Publish(Passed.One);
                    if (!publishing.IsCompletedSuccessfully)
                        throw new NotSupportedException("The handlers of these rows end at once.");
                }
            }),
            new("MediatR", times =>
            {
                for (var time = 0; time < times; time++)
                    mediatR.Publish(Passed.One).GetAwaiter().GetResult();
            }));
    }
}
