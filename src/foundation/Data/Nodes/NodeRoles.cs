namespace Plaza.Data.Nodes;

/// <summary>What a node does (<c>plaza serve --roles</c>).</summary>
[Flags]
public enum NodeRoles
{
    None = 0,

    /// <summary>Serves the website.</summary>
    Web = 1,

    /// <summary>Serves the REST API.</summary>
    Api = 2,

    /// <summary>Runs tasks and, one node at a time, the durable subscriptions.</summary>
    Tasks = 4,

    /// <summary>The roles that respond to clients. PostgreSQL compares with their number, 3.</summary>
    Serving = Web | Api,

    All = Web | Api | Tasks,
}
