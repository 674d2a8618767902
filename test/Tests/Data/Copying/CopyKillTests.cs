using System.Globalization;
using Plaza.Data;
using Plaza.Tests.Plans;
using Plaza.Tests.Support;

namespace Plaza.Tests.Data.Copying;

/// <summary>A copy that is killed again and again goes on where it was. <c>PLAZA_KILLS</c> sets how often it is killed in each direction, while there is something left.</summary>
[Trait("Database", "Postgres")]
[Trait("Speed", "slow")]
public sealed class CopyKillTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("PLAZA_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private readonly CopyDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Fact]
    public async Task A_copy_that_is_killed_goes_on_and_ends_equal()
    {
        var (original, postgres, back) = (await _databases.NewSqliteAsync(), _databases.NewPostgres(), _databases.NewFolder());
        await FillAsync(original);

        await KillAgainAndAgainAsync(original, postgres);
        CopyDatabases.ShouldBeSame(postgres, original);

        await KillAgainAndAgainAsync(postgres, back);
        CopyDatabases.ShouldBeSame(back, original);
    }

    private static async Task KillAgainAndAgainAsync(DataFolder from, DataFolder to)
    {
        for (var (kill, rows) = (0, 0L); kill < Kills; kill++)
        {
            using var copy = PlazaProgram.Start(CopyDatabases.Arguments(from, to), []);
            var before = rows;
            await Eventually.TrueAsync(() => copy.HasExited || (rows = Rows(to)) > before, "rows are copied");
            if (copy.HasExited)
            {
                kill.ShouldBePositive("it was killed at least once");
                return;
            }

            copy.Kill();
            await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var run = (await PlazaProgram.RunAsync(CopyDatabases.Arguments(from, to))).ShouldBeDone();
        run.Error.ShouldContain("of them already");
    }

    /// <summary>The rows of the largest tables; 0 while they do not exist.</summary>
    private static long Rows(DataFolder folder)
    {
        try
        {
            return folder.Number("select (select count(*) from favourites) + (select count(*) from follows) + (select count(*) from mentions) + (select count(*) from notifications) + (select count(*) from posts)");
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException)
        {
            return 0;
        }
    }

    private static async Task FillAsync(DataFolder folder)
    {
        var plaza = await PlazaTestServer.StartAsync(folder);
        var reader = await plaza.CreateAccountAsync();
        await plaza.QuietAsync();
        await plaza.StopAsync();
        LargeDataset.Fill(folder, reader.Account, TimeProvider.System.GetUtcNow());
        folder.Tamper("delete from journal where sequence >= 1000"); // Its digests are no digests.
        folder.Tamper("update cursors set sequence = (select max(sequence) from journal)");
    }
}
