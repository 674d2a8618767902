using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Storms;

/// <summary>What stands according to the tables.</summary>
internal static class StoredSquare
{
    public static Square Read(DataFolder folder, IReadOnlyList<Person> people)
    {
        var numbers = people.Index().ToDictionary(one => one.Item.Account.Value, one => one.Index);

        return new(
            folder.Rows("select author, text, id from posts where boost_of is null", row => new StandingPost(numbers[row.GetInt64(0)], row.GetString(1), row.GetInt64(2))),
            new HashSet<Tie>(
            [
                .. Ties(Verb.Follow, "select follower, followed from follows"),
                .. Ties(Verb.Favourite, "select account, post from favourites"),
                .. Ties(Verb.Boost, "select author, boost_of from posts where boost_of is not null"),
            ]));

        List<Tie> Ties(Verb made, string sql) => folder.Rows(sql, row => new Tie(numbers[row.GetInt64(0)], made, $"{row.GetInt64(1)}"));
    }
}
