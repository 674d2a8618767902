using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program;

/// <summary>A data folder with the account ada and one task, created once: each test takes a copy.</summary>
public sealed class AccountAndTaskFixture : IAsyncLifetime
{
    public DataFolder Folder { get; } = MigratedDatabase.NewFolder();

    public async ValueTask InitializeAsync()
    {
        (await PlazaProgram.RunAsync(
            "account", "create", "--username", "ada", "--email", "ada@example.org", "--password", TestAccount.Password, "--data", Folder.Path)).ShouldBeDone();
        Folder.Tamper("insert into tasks (id, name, key, payload, state, attempts, due, created_at, detail) values (1, 'a', 'b', '', 0, 0, 0, 0, '')").ShouldBe(1);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
