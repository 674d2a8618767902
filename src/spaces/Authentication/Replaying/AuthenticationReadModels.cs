using Plaza.Data.Replaying;

namespace Plaza.Authentication.Replaying;

/// <summary>The accounts that exist. A missing account cannot be rebuilt, since the journal has no handles.</summary>
internal sealed class AuthenticationReadModels : IReadModelSource
{
    public IReadOnlyList<ReadModel> Create() =>
        [new(ReadModelNames.Content, [new AccountsProjection()], [new("accounts", ["id"], [], "select id from replay_accounts", "select id from accounts")])];
}
