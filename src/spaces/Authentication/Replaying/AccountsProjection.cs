using Plaza.Contracts.Authentication;
using Plaza.Data.Replaying;

namespace Plaza.Authentication.Replaying;

/// <summary>Folds the journal into the accounts that exist. Uses subjects only, since the payloads of a deleted account are erased.</summary>
internal sealed class AccountsProjection : ReplayProjection
{
    public override string Schema => "create temp table replay_accounts (id integer primary key)";

    /// <summary>The table is written in the transactions of the events, so it never lags behind the journal.</summary>
    public override long UpperBound(ReplayDatabase database, long last) => last;

    public override void Apply(ReplayDatabase database, ReplayEntry entry)
    {
        if (entry.Is<SignedUp>())
            database.Execute($"insert or ignore into replay_accounts (id) values ({entry.Account})");
        else if (entry.Is<AccountDeleted>())
            database.Execute($"delete from replay_accounts where id = {entry.Account}");
    }
}
