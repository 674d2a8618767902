namespace Plaza.Tests.Program.Workloads;

/// <summary>One try of one client, who does one thing after another.</summary>
/// <param name="Client">Whose it is, from 0.</param>
/// <param name="Subject">The text of what is published, or the id of the post or the account that it is done to.</param>
/// <param name="Post">The id that was answered to a publication; 0 otherwise.</param>
internal sealed record Operation(int Client, OperationKind Verb, string Subject, Outcome Outcome, long Post = 0)
{
    /// <summary>When it was sent, by whatever clock the workload was given.</summary>
    public long Began { get; init; }

    /// <summary>When its answer was there.</summary>
    public long Ended { get; init; }

    /// <summary>Which tie to a post or an account it makes or unmakes; null where it is none.</summary>
    public Relation? Relation => Verb switch
    {
        OperationKind.Follow or OperationKind.Unfollow => new(Client, OperationKind.Follow, Subject),
        OperationKind.Favourite or OperationKind.Unfavourite => new(Client, OperationKind.Favourite, Subject),
        OperationKind.Boost or OperationKind.Unboost => new(Client, OperationKind.Boost, Subject),
        _ => null,
    };

    public bool Makes => Verb is OperationKind.Follow or OperationKind.Favourite or OperationKind.Boost;
}

/// <summary>What a client does.</summary>
internal enum OperationKind
{
    Publish,
    Delete,
    Follow,
    Unfollow,
    Favourite,
    Unfavourite,
    Boost,
    Unboost,
}

/// <summary>What a client knows of it.</summary>
internal enum Outcome
{
    /// <summary>The server said that it is done.</summary>
    Acknowledged,

    /// <summary>The server said that it is not done.</summary>
    Failed,

    /// <summary>There was no answer: it may have been done, or not.</summary>
    Unknown,
}
