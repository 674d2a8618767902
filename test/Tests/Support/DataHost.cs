using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plaza.Contracts.Ids;
using Plaza.Data;
using Plaza.Data.Committing;
using Plaza.Queries;
using Plaza.Spaces;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Support;

/// <summary>The data layer on a folder of its own, with the spaces of a test and a clock set by the test.</summary>
internal sealed class DataHost : IAsyncDisposable
{
    private SpaceTestHost? _host;
    private bool _isBeside;
    private Action<IServiceCollection>? _more;

    /// <param name="shared">The folder that the nodes of a database share; null for the data folder.</param>
    private DataHost(string? shared = null) => Folder = new(Directory.CreateTempSubdirectory("plaza-data-").FullName, shared);

    public VirtualTimeProvider Clock { get; } = new();

    /// <summary>The options of the bus from the next start on.</summary>
    public Action<SpacesOptions>? Options { get; set; }

    public RecordingLoggerProvider Log { get; private set; } = new();

    public IServiceProvider Services => Host.Services;

    public SpaceTestHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public Committer Committer => Get<Committer>();

    public DataFolder Folder { get; }

    /// <summary>The file of SQLite.</summary>
    public string Database => Folder.Database;

    public static async Task<DataHost> StartAsync(Action<SpaceBuilder>? space = null, Action<IServiceCollection>? more = null)
    {
        var data = new DataHost { _more = more };
        MigratedDatabase.CopyTo(data.Folder);
        await data.StartAgainAsync(space);
        return data;
    }

    /// <summary>Starts the data layer of another node on the same database, which must be of PostgreSQL.</summary>
    public static async Task<DataHost> StartBesideAsync(DataHost other, Action<SpaceBuilder>? space = null, Action<IServiceCollection>? more = null)
    {
        var data = new DataHost(other.Folder.Shared) { _isBeside = true, _more = more };
        File.Copy(Path.Combine(other.Folder.Path, "plaza.json"), Path.Combine(data.Folder.Path, "plaza.json"));
        await data.StartAgainAsync(space);
        return data;
    }

    /// <summary>Starts on a folder without a database, which the start creates.</summary>
    public static async Task<DataHost> StartEmptyAsync()
    {
        var data = new DataHost();
        TestDatabase.CreateEmpty(data.Folder);
        await data.StartAgainAsync();
        return data;
    }

    /// <summary>Stops the host and starts it again on the same folder, with an empty log.</summary>
    public async Task StartAgainAsync(Action<SpaceBuilder>? space = null)
    {
        await StopAsync();
        Log = new();
        _host = await SpaceTestHost.StartAsync(services =>
        {
            if (Options is not null)
                services.AddSpaces(Options);

            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton<TimeProvider>(Clock).AddLogging(logging => logging.AddProvider(Log)).AddData(Folder, TestDatabase.ConnectionOf(Folder)).AddQueries();
            if (space is not null)
                services.AddSpace("ears", space);

            _more?.Invoke(services);
            services.AddDurableSubscriptions();
        });
    }

    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();

        _host = null;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public ValueTask<T> CommitAsync<T>(Func<WriteTransaction, T> order, CancellationToken ct = default) => Committer.CommitAsync(order, ct);

    /// <summary>Creates a table of the test, as a space would have one.</summary>
    public ValueTask<int> MakeNotesAsync() => CommitAsync(tx => tx.Execute($"create table if not exists notes (text text)"));

    public async Task<List<string>> NotesAsync() =>
        await CommitAsync(tx => TestDatabase.IsPostgres
            ? tx.Query($"select text from notes order by ctid", row => row.GetString(0))
            : tx.Query($"select text from notes order by rowid", row => row.GetString(0)));

    /// <summary>Changes the database past the committer.</summary>
    public void Tamper(string sql)
    {
        using var connection = TestDatabase.Open(Folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_isBeside)
            Directory.Delete(Folder.Path, recursive: true);
        else
            TestDatabase.Delete(Folder);
    }
}

/// <summary>Inserts accounts and posts with given ids.</summary>
internal static class Ids
{
    public static AccountId Ada { get; } = new(1);

    public static AccountId Bob { get; } = new(2);
}
