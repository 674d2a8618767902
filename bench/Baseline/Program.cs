using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Plaza.Baseline;

// baseline fragments|body|page|publish URL BODY PADDING [TOKENS DATABASE]: BODY bytes of body, PADDING bytes added to the headers. DATABASE is
// a file, or a connection string of PostgreSQL.
var (body, padding) = (new byte[int.Parse(args[2], CultureInfo.InvariantCulture)], new string('x', int.Parse(args[3], CultureInfo.InvariantCulture)));
Array.Fill(body, (byte)'x');

var app = args[0] switch
{
    "fragments" => FragmentBaseline.Build(body, padding),
    "body" => BodyBaseline.Build(body, padding),
    "page" => PageBaseline.Build(body, padding),
    "publish" => PublishingBaseline.Build(body, padding, File.ReadAllLines(args[4]), Database(args[5])),
    var other => throw new ArgumentException($"There is no baseline {other}.", nameof(args)),
};
app.Urls.Add(args[1]);
app.Run();

static DbConnection Database(string at)
{
    var isPostgres = at.Contains('=', StringComparison.Ordinal);
    DbConnection db = isPostgres ? new NpgsqlConnection($"{at};Max Auto Prepare=100;AutoPrepareMinUsages=2") : new SqliteConnection($"Data Source={at};Pooling=False");
    db.Open();
    using var tables = db.CreateCommand();
    tables.CommandText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, isPostgres ? "rows-postgres.sql" : "rows.sql"));
    tables.ExecuteNonQuery();
    return db;
}
