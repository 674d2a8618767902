using Mediator;
using Microsoft.Extensions.DependencyInjection;
using Plaza.BusBench.Scenarios;

namespace Plaza.BusBench.Peers;

/// <summary>Libraries that call handlers on the publishing thread, with the given number of handlers of <see cref="BenchmarkEvent"/>.</summary>
internal static class Mediators
{
    /// <summary>Mediator, from the container that its generator fills, through the generated class, its fastest entry.</summary>
    public static Mediator.Mediator CreateMediator(int count)
    {
        var services = new ServiceCollection().AddMediator(options => options.GenerateTypesAsInternal = true);
        foreach (var handler in Handlers(count))
            services.AddSingleton<INotificationHandler<BenchmarkEvent>>(handler);

        return services.BuildServiceProvider().GetRequiredService<Mediator.Mediator>();
    }

    /// <summary>MediatR over an array: it resolves the handlers for each event, and a container would add to its figure.</summary>
    public static MediatR.Mediator CreateMediatR(int count)
    {
        MediatR.INotificationHandler<BenchmarkEvent>[] handlers = [.. Handlers(count)];
        return new(type => type == typeof(IEnumerable<MediatR.INotificationHandler<BenchmarkEvent>>) ? handlers : throw new NotSupportedException(type.FullName));
    }

    private static IEnumerable<INoOpNotificationHandler> Handlers(int count) => Enumerable.Range(0, count).Select(Handler);

    private static INoOpNotificationHandler Handler(int number) => (number % 8) switch
    {
        0 => new NoOpNotificationHandler<Adds>(),
        1 => new NoOpNotificationHandler<Subtracts>(),
        2 => new NoOpNotificationHandler<Toggles>(),
        3 => new NoOpNotificationHandler<Sets>(),
        4 => new NoOpNotificationHandler<AddsTwice>(),
        5 => new NoOpNotificationHandler<SubtractsTwice>(),
        6 => new NoOpNotificationHandler<TogglesTwice>(),
        _ => new NoOpNotificationHandler<SetsTwice>(),
    };
}
