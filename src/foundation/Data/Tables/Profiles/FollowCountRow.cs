using Microsoft.EntityFrameworkCore;
using Plaza.Contracts.Ids;

namespace Plaza.Data.Tables.Profiles;

/// <summary>How many follow an account, and how many it follows. Changes in one transaction with the follows.</summary>
[PrimaryKey(nameof(Account))]
public sealed class FollowCountRow
{
    public required AccountId Account { get; init; }

    public int Followers { get; init; }

    public int Following { get; init; }
}
