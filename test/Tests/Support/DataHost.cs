using Microsoft.Data.Sqlite;
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

/// <summary>The data package in a folder of its own, with the spaces of a test and time turned by hand.</summary>
internal sealed class DataHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaza-data-");
    private SpaceTestHost? _host;
    private Action<IServiceCollection>? _more;

    public VirtualTimeProvider Clock { get; } = new();

    /// <summary>The limits of the bus from the next start on.</summary>
    public Action<SpacesOptions>? Options { get; set; }

    public RecordingLoggerProvider Log { get; private set; } = new();

    public IServiceProvider Services => Host.Services;

    public SpaceTestHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public Committer Committer => Get<Committer>();

    public string Database => Path.Combine(_folder.FullName, "plaza.db");

    public static async Task<DataHost> StartAsync(Action<SpaceBuilder>? space = null, Action<IServiceCollection>? more = null)
    {
        var data = new DataHost { _more = more };
        await MigratedDatabase.CopyToAsync(new(data._folder.FullName));
        await data.StartAgainAsync(space);
        return data;
    }

    /// <summary>On a folder without a database, which the start creates.</summary>
    public static async Task<DataHost> StartEmptyAsync()
    {
        var data = new DataHost();
        await data.StartAgainAsync();
        return data;
    }

    /// <summary>Ends what runs and starts anew on the same folder; the log begins anew too.</summary>
    public async Task StartAgainAsync(Action<SpaceBuilder>? space = null)
    {
        await StopAsync();
        Log = new();
        _host = await SpaceTestHost.StartAsync(services =>
        {
            if (Options is not null)
                services.AddSpaces(Options);

            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton<TimeProvider>(Clock).AddLogging(logging => logging.AddProvider(Log)).AddData(new(_folder.FullName)).AddQueries();
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

    /// <summary>A table of the test's own, as a space would have one.</summary>
    public ValueTask<int> MakeNotesAsync() => CommitAsync(commit => commit.Execute($"create table if not exists notes (text text)"));

    public async Task<List<string>> NotesAsync() =>
        await CommitAsync(commit => commit.Query($"select text from notes order by rowid", row => row.GetString(0)));

    /// <summary>Changes the database behind everyone's back.</summary>
    public void Tamper(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>Accounts and posts by number.</summary>
internal static class Ids
{
    public static AccountId Ada { get; } = new(1);

    public static AccountId Bob { get; } = new(2);
}
