using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Tasks;

namespace Plaza.Spaces.Hosting;

/// <summary>What all spaces have declared. Complete once the host has started, and unchanged from then on.</summary>
public sealed class SpaceCatalog
{
    private readonly List<RequestHandlerInfo> _requestHandlers = [];
    private readonly List<DurableSubscription> _durable = [];
    private readonly List<TaskDefinition> _tasks = [];
    private readonly List<(string Space, EventType Event, Delivery Delivery)> _subscriptions = [];
    private readonly List<(string Space, EventType Event)> _publishedEvents = [];

    public IReadOnlyList<RequestHandlerInfo> RequestHandlers => _requestHandlers;

    /// <summary>Who hears what from the journal.</summary>
    public IReadOnlyList<Subscription> DurableSubscriptions => _durable;

    internal IReadOnlyList<DurableSubscription> Durables => _durable;

    public IReadOnlyList<TaskDefinition> Tasks => _tasks;

    /// <summary>Who hears what, and how.</summary>
    public IReadOnlyList<(string Space, EventType Event, Delivery Delivery)> Subscriptions => _subscriptions;

    /// <summary>Who says what.</summary>
    public IReadOnlyList<(string Space, EventType Event)> PublishedEvents => _publishedEvents;

    internal void Add(RequestHandlerInfo answer)
    {
        if (_requestHandlers.Find(other => other.Request == answer.Request) is { } other)
            throw new InvalidOperationException($"{answer.Request.Name} is answered by two spaces: {other.Space} and {answer.Space}.");

        _requestHandlers.Add(answer);
    }

    internal void Add(DurableSubscription subscription) => _durable.Add(subscription);

    internal void Add(TaskDefinition task)
    {
        if (_tasks.Exists(other => other.Name == task.Name))
            throw new InvalidOperationException($"Two tasks are called {task.Name}.");

        _tasks.Add(task);
    }

    internal void AddSubscription(string space, EventType type, Delivery delivery) => _subscriptions.Add((space, type, delivery));

    internal void AddPublished(string space, EventType type) => _publishedEvents.Add((space, type));
}
