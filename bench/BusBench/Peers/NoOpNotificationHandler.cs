using Plaza.BusBench.Scenarios;

namespace Plaza.BusBench.Peers;

/// <summary>A handler for both mediators.</summary>
internal interface INoOpNotificationHandler : Mediator.INotificationHandler<BenchmarkEvent>, MediatR.INotificationHandler<BenchmarkEvent>;

/// <summary>The work of an <see cref="NoOpSubscriber"/> for libraries that call a class. Each form is compiled separately, so that no delegate call is added to the interface call.</summary>
internal sealed class NoOpNotificationHandler<TForm> : INoOpNotificationHandler
    where TForm : struct, IForm
{
    private int _sum;

    ValueTask Mediator.INotificationHandler<BenchmarkEvent>.Handle(BenchmarkEvent notification, CancellationToken cancellationToken)
    {
        _sum = TForm.Next(_sum, notification.Number);
        return ValueTask.CompletedTask;
    }

    Task MediatR.INotificationHandler<BenchmarkEvent>.Handle(BenchmarkEvent notification, CancellationToken cancellationToken)
    {
        _sum = TForm.Next(_sum, notification.Number);
        return Task.CompletedTask;
    }
}
