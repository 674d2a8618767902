using System.Globalization;
using Microsoft.Data.Sqlite;
using Plaza.Baseline;

// baseline fragments|body|page|publish URL BODY PADDING [TOKENS DATABASE]: BODY bytes of body, PADDING bytes added to the headers.
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

static SqliteConnection Database(string file)
{
    var db = new SqliteConnection($"Data Source={file};Pooling=False");
    db.Open();
    using var tables = new SqliteCommand(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rows.sql")), db);
    tables.ExecuteNonQuery();
    return db;
}
