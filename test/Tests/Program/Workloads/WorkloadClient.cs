using System.Globalization;
using Plaza.Contracts.Posts;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Workloads;

/// <summary>Decides at random the next operation of an account; operations without a response are sometimes retried and sometimes given up.</summary>
internal sealed class WorkloadClient(int number, TestAccount person, SeededRandom chance)
{
    private readonly List<string> _own = [];
    private WorkloadRequest? _unsure;
    private int _written;

    public int Number => number;

    public TestAccount Person => person;

    public WorkloadRequest Next(WorkloadState state)
    {
        var again = _unsure;
        _unsure = null;
        return again is not null && chance.NextInt(2) is 0 ? again : Fresh(state);
    }

    public void Remember(WorkloadRequest order, Operation operation)
    {
        if (operation.Outcome is Outcome.Unknown)
            _unsure = order;
        else if (operation is { Verb: OperationKind.Publish, Outcome: Outcome.Acknowledged })
            _own.Add($"{operation.Post}");
    }

    private WorkloadRequest Fresh(WorkloadState state)
    {
        var post = state.AnyPost(chance);
        return (chance.NextInt(100), post) switch
        {
            ( < 12, _) => new(OperationKind.Follow, Other(state)),
            ( < 20, _) => new(OperationKind.Unfollow, Other(state)),
            ( < 35, not null) => new(OperationKind.Favourite, post),
            ( < 43, not null) => new(OperationKind.Unfavourite, post),
            ( < 56, not null) => new(OperationKind.Boost, post),
            ( < 63, not null) => new(OperationKind.Unboost, post),
            ( < 70, _) when _own.Count > 0 => new(OperationKind.Delete, TakeOwn()),
            (var dice, _) => new(OperationKind.Publish, Text(state), dice % 5 is 0 ? post : null),
        };
    }

    private string TakeOwn()
    {
        var at = chance.NextInt(_own.Count);
        var post = _own[at];
        _own.RemoveAt(at);
        return post;
    }

    private string Other(WorkloadState state) => Someone(state).Account.ToString();

    private TestAccount Someone(WorkloadState state) => state.People[(number + 1 + chance.NextInt(state.People.Count - 1)) % state.People.Count];

    /// <summary>Every fifth text mentions an account; some are too long and are rejected.</summary>
    private string Text(WorkloadState state)
    {
        var tail = chance.NextInt(40) switch
        {
            < 8 => $" to @{Someone(state).Handle}",
            8 => new string('x', PostLimits.MaxCharacters),
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"Post {_written++:D6} of client {number}{tail}");
    }
}
