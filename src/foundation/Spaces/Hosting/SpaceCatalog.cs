using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Tasks;

namespace Plaza.Spaces.Hosting;

/// <summary>What all spaces have declared. Complete once the host has started, and unchanged from then on.</summary>
public sealed class SpaceCatalog
{
    private readonly List<Answer> _answers = [];
    private readonly List<DurableSubscription> _durable = [];
    private readonly List<TaskDescription> _tasks = [];
    private readonly List<(string Space, EventType Event, Delivery Delivery)> _heard = [];
    private readonly List<(string Space, EventType Event)> _said = [];

    public IReadOnlyList<Answer> Answers => _answers;

    /// <summary>Who hears what from the journal.</summary>
    public IReadOnlyList<Subscription> Durable => _durable;

    internal IReadOnlyList<DurableSubscription> DurableSubscriptions => _durable;

    public IReadOnlyList<TaskDescription> Tasks => _tasks;

    /// <summary>Who hears what, and how.</summary>
    public IReadOnlyList<(string Space, EventType Event, Delivery Delivery)> Heard => _heard;

    /// <summary>Who says what.</summary>
    public IReadOnlyList<(string Space, EventType Event)> Said => _said;

    internal void Add(Answer answer)
    {
        if (_answers.Find(other => other.Request == answer.Request) is { } other)
            throw new InvalidOperationException($"{answer.Request.Name} is answered by two spaces: {other.Space} and {answer.Space}.");

        _answers.Add(answer);
    }

    internal void Add(DurableSubscription subscription) => _durable.Add(subscription);

    internal void Add(TaskDescription task)
    {
        if (_tasks.Exists(other => other.Name == task.Name))
            throw new InvalidOperationException($"Two tasks are called {task.Name}.");

        _tasks.Add(task);
    }

    internal void AddHeard(string space, EventType type, Delivery delivery) => _heard.Add((space, type, delivery));

    internal void AddSaid(string space, EventType type) => _said.Add((space, type));
}
