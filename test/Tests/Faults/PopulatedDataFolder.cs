using System.Net;
using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Faults;

/// <summary>A data folder with accounts, created before the faults begin, and the outcome of each post.</summary>
public sealed class PopulatedDataFolder : IAsyncDisposable
{
    private readonly List<(string Handle, string Token)> _people = [];
    private readonly Lock _lock = new();
    private readonly List<string> _acknowledged = [];
    private readonly List<string> _refused = [];
    private int _number;

    private PopulatedDataFolder(DataFolder folder) => Folder = folder;

    public DataFolder Folder { get; }

    public IReadOnlyList<(string Handle, string Token)> People => _people;

    /// <summary>The texts of acknowledged posts.</summary>
    public IReadOnlyList<string> Acknowledged
    {
        get
        {
            lock (_lock)
                return [.. _acknowledged];
        }
    }

    /// <summary>The texts of rejected posts.</summary>
    public IReadOnlyList<string> Rejected
    {
        get
        {
            lock (_lock)
                return [.. _refused];
        }
    }

    /// <param name="people">The number of accounts.</param>
    /// <param name="folder">The folder; a new one by default.</param>
    public static async Task<PopulatedDataFolder> MakeAsync(int people, DataFolder? folder = null)
    {
        var data = new PopulatedDataFolder(folder ?? MigratedDatabase.NewFolder());
        var plaza = await PlazaTestServer.StartAsync(data.Folder);
        for (var person = 0; person < people; person++)
        {
            var made = await plaza.CreateAccountAsync("ada");
            data._people.Add((made.Handle, made.Token));
        }

        await plaza.StopAsync();
        return data;
    }

    public Task<ServerProcess> ServeAsync(params (string Name, string Value)[] settings) =>
        ServerProcess.StartAsync(Folder, [("PLAZA__LOGGING__LOGLEVEL__DEFAULT", "Information"), ("PLAZA__SERVER__MAXCONNECTIONSPERADDRESS", "10000"), .. settings]);

    public HttpClient ClientOf(ServerProcess server, int person) => server.ClientOf(_people[person % _people.Count].Token);

    /// <returns>The status; null without a response.</returns>
    public async Task<HttpStatusCode?> PostAsync(HttpClient client, string? named = null)
    {
        var text = $"Post {Interlocked.Increment(ref _number)}{(named is null ? "" : $" to @{named}")}";
        try
        {
            using var reply = await client.PostAsync("/api/v1/statuses", new FormUrlEncodedContent([KeyValuePair.Create("status", text)]));
            lock (_lock)
                (reply.StatusCode is HttpStatusCode.OK ? _acknowledged : _refused).Add(text);

            if (reply.StatusCode is HttpStatusCode.ServiceUnavailable)
                reply.Headers.RetryAfter.ShouldNotBeNull();
            return reply.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Asserts that every acknowledged post exists exactly once.</summary>
    public void ShouldHaveAllThatWasAcknowledged()
    {
        var stored = Stored();
        stored.ShouldBe(stored.Distinct());
        Acknowledged.ShouldBeSubsetOf(stored);
    }

    public List<string> Stored() => Folder.Rows("select text from posts order by id", row => row.GetString(0));

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder.Path))
            Directory.Delete(Folder.Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
