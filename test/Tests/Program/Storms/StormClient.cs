using System.Globalization;
using Plaza.Contracts.Posts;
using Plaza.Spaces.Testing.Scheduling;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Storms;

/// <summary>Decides by chance what one person does next; sometimes tries again first what got no answer, and sometimes gives it up, as people do.</summary>
internal sealed class StormClient(int number, Person person, SeededRandom chance)
{
    private readonly List<string> _own = [];
    private StormOrder? _unsure;
    private int _written;

    public int Number => number;

    public Person Person => person;

    public StormOrder Next(StormTalk talk)
    {
        var again = _unsure;
        _unsure = null;
        return again is not null && chance.NextInt(2) is 0 ? again : Fresh(talk);
    }

    public void Remember(StormOrder order, Deed deed)
    {
        if (deed.Outcome is Outcome.Unknown)
            _unsure = order;
        else if (deed is { Verb: Verb.Publish, Outcome: Outcome.Acknowledged })
            _own.Add($"{deed.Post}");
    }

    private StormOrder Fresh(StormTalk talk)
    {
        var post = talk.AnyPost(chance);
        return (chance.NextInt(100), post) switch
        {
            ( < 12, _) => new(Verb.Follow, Other(talk)),
            ( < 20, _) => new(Verb.Unfollow, Other(talk)),
            ( < 35, not null) => new(Verb.Favourite, post),
            ( < 43, not null) => new(Verb.Unfavourite, post),
            ( < 56, not null) => new(Verb.Boost, post),
            ( < 63, not null) => new(Verb.Unboost, post),
            ( < 70, _) when _own.Count > 0 => new(Verb.Delete, TakeOwn()),
            (var dice, _) => new(Verb.Publish, Text(talk), dice % 5 is 0 ? post : null),
        };
    }

    private string TakeOwn()
    {
        var at = chance.NextInt(_own.Count);
        var post = _own[at];
        _own.RemoveAt(at);
        return post;
    }

    private string Other(StormTalk talk) => Someone(talk).Account.ToString();

    private Person Someone(StormTalk talk) => talk.People[(number + 1 + chance.NextInt(talk.People.Count - 1)) % talk.People.Count];

    /// <summary>Every fifth names somebody; some are too long, so that they fail.</summary>
    private string Text(StormTalk talk)
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
