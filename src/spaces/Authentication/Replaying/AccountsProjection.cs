using Plaza.Contracts.Authentication;
using Plaza.Data.Replaying;

namespace Plaza.Authentication.Replaying;

/// <summary>Folds the journal into the accounts that exist. Uses subjects only, since the payloads of a deleted account are erased.</summary>
internal sealed class AccountsProjection : ReplayProjection
{
    public override void CreateTables(ReplayDatabase database) => database.CreateTable("replay_accounts", "id bigint", key: "id");

    /// <summary>The table is written in the transactions of the events, so it never lags behind the journal.</summary>
    public override long UpperBound(ReplayDatabase database, long last) => last;

    public override void Apply(ReplayDatabase database, ReplayEntry entry)
    {
        if (entry.Is<SignedUp>())
            database.Enqueue($"insert into replay_accounts (id) values ({entry.Account}) on conflict do nothing");
        else if (entry.Is<AccountDeleted>())
            database.Enqueue($"delete from replay_accounts where id = {entry.Account}");
    }
}
