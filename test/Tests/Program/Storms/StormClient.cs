using System.Globalization;
using Plaza.Contracts.Posts;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Storms;

/// <summary>Decides by chance what one person does next; sometimes tries again first what got no answer, and sometimes gives it up, as people do.</summary>
internal sealed class StormClient(int number, TestAccount person, SeededRandom chance)
{
    private readonly List<string> _own = [];
    private StormOrder? _unsure;
    private int _written;

    public int Number => number;

    public TestAccount Person => person;

    public StormOrder Next(WorkloadClient talk)
    {
        var again = _unsure;
        _unsure = null;
        return again is not null && chance.NextInt(2) is 0 ? again : Fresh(talk);
    }

    public void Remember(StormOrder order, Operation deed)
    {
        if (deed.Outcome is Outcome.Unknown)
            _unsure = order;
        else if (deed is { Verb: OperationKind.Publish, Outcome: Outcome.Acknowledged })
            _own.Add($"{deed.Post}");
    }

    private StormOrder Fresh(WorkloadClient talk)
    {
        var post = talk.AnyPost(chance);
        return (chance.NextInt(100), post) switch
        {
            ( < 12, _) => new(OperationKind.Follow, Other(talk)),
            ( < 20, _) => new(OperationKind.Unfollow, Other(talk)),
            ( < 35, not null) => new(OperationKind.Favourite, post),
            ( < 43, not null) => new(OperationKind.Unfavourite, post),
            ( < 56, not null) => new(OperationKind.Boost, post),
            ( < 63, not null) => new(OperationKind.Unboost, post),
            ( < 70, _) when _own.Count > 0 => new(OperationKind.Delete, TakeOwn()),
            (var dice, _) => new(OperationKind.Publish, Text(talk), dice % 5 is 0 ? post : null),
        };
    }

    private string TakeOwn()
    {
        var at = chance.NextInt(_own.Count);
        var post = _own[at];
        _own.RemoveAt(at);
        return post;
    }

    private string Other(WorkloadClient talk) => Someone(talk).Account.ToString();

    private TestAccount Someone(WorkloadClient talk) => talk.People[(number + 1 + chance.NextInt(talk.People.Count - 1)) % talk.People.Count];

    /// <summary>Every fifth names somebody; some are too long, so that they fail.</summary>
    private string Text(WorkloadClient talk)
    {
        var tail = chance.NextInt(40) switch
        {
            < 8 => $" to @{Someone(talk).Handle}",
            8 => new string('x', PublishPost.MaxCharacters),
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"Post {_written++:D6} of client {number}{tail}");
    }
}
