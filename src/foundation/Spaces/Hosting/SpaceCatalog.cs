using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Tasks;

namespace Plaza.Spaces.Hosting;

/// <summary>The declarations of all spaces. Complete and immutable once the host has started; thread-safe from then on.</summary>
public sealed class SpaceCatalog
{
    private readonly List<RequestHandlerInfo> _requestHandlers = [];
    private readonly List<DurableSubscription> _durable = [];
    private readonly List<TaskDefinition> _tasks = [];
    private readonly List<SpaceSubscription> _subscriptions = [];
    private readonly List<SpacePublication> _publishedEvents = [];

    /// <summary>The handled types of requests, one entry each.</summary>
    public IReadOnlyList<RequestHandlerInfo> RequestHandlers => _requestHandlers;

    /// <summary>The subscriptions that read the journal; a space has one for each type of event.</summary>
    public IReadOnlyList<Subscription> DurableSubscriptions => _durable;

    internal IReadOnlyList<DurableSubscription> Durables => _durable;

    /// <summary>The declared tasks; their names are unique.</summary>
    public IReadOnlyList<TaskDefinition> Tasks => _tasks;

    /// <summary>All declared subscriptions, durable ones included.</summary>
    public IReadOnlyList<SpaceSubscription> Subscriptions => _subscriptions;

    /// <summary>The events that the spaces declared to publish.</summary>
    public IReadOnlyList<SpacePublication> PublishedEvents => _publishedEvents;

    internal void Add(RequestHandlerInfo handler)
    {
        if (_requestHandlers.Find(other => other.Request == handler.Request) is { } other)
            throw new InvalidOperationException($"{handler.Request.Name} is handled by two spaces: {other.Space} and {handler.Space}.");

        _requestHandlers.Add(handler);
    }

    internal void Add(DurableSubscription subscription) => _durable.Add(subscription);

    internal void Add(TaskDefinition task)
    {
        if (_tasks.Exists(other => other.Name == task.Name))
            throw new InvalidOperationException($"Two tasks have the name {task.Name}.");

        _tasks.Add(task);
    }

    internal void Add(SpaceSubscription subscription) => _subscriptions.Add(subscription);

    internal void Add(SpacePublication publication) => _publishedEvents.Add(publication);
}
