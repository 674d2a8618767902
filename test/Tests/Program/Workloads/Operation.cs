namespace Plaza.Tests.Program.Workloads;

/// <summary>One attempt of one client; a client performs one operation after another.</summary>
/// <param name="Client">The number of the client, from 0.</param>
/// <param name="Subject">The text of a published post, or the id of the target post or account.</param>
/// <param name="Post">The id in the response to a publication; 0 otherwise.</param>
internal sealed record Operation(int Client, OperationKind Verb, string Subject, Outcome Outcome, long Post = 0)
{
    /// <summary>The time of the request, by the clock of the workload.</summary>
    public long Began { get; init; }

    /// <summary>The time of the response.</summary>
    public long Ended { get; init; }

    /// <summary>The relation that the operation creates or removes; null for none.</summary>
    public Relation? Relation => Verb switch
    {
        OperationKind.Follow or OperationKind.Unfollow => new(Client, OperationKind.Follow, Subject),
        OperationKind.Favourite or OperationKind.Unfavourite => new(Client, OperationKind.Favourite, Subject),
        OperationKind.Boost or OperationKind.Unboost => new(Client, OperationKind.Boost, Subject),
        _ => null,
    };

    public bool Makes => Verb is OperationKind.Follow or OperationKind.Favourite or OperationKind.Boost;
}

/// <summary>The kinds of operations.</summary>
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

/// <summary>The outcome known to the client.</summary>
internal enum Outcome
{
    /// <summary>The server acknowledged the operation.</summary>
    Acknowledged,

    /// <summary>The server rejected the operation.</summary>
    Failed,

    /// <summary>No response: the operation may have been executed or not.</summary>
    Unknown,
}
