using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Profiles;

/// <summary>The counts of followers and followed accounts, updated in the transaction of each follow.</summary>
[PrimaryKey(nameof(Account))]
public sealed class FollowCountRow
{
    public required AccountId Account { get; init; }

    public int Followers { get; init; }

    public int Following { get; init; }
}
