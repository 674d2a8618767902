namespace Plaza.Data.Nodes;

/// <summary>A node that uses a PostgreSQL database, until another finds its lease expired. Times are by the clock of the database.</summary>
internal sealed class NodeRow
{
    public required long Id { get; init; }

    /// <summary>Names it to the operator: machine and process.</summary>
    public required string Name { get; init; }

    public required NodeRoles Roles { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The live handlers of the node have got all journal entries up to this sequence.</summary>
    public required long Applied { get; init; }
}
