using Plaza.Data;
using Plaza.Tests.Support;

namespace Plaza.Tests.Program.Workloads;

/// <summary>The state according to the tables.</summary>
internal static class DatabaseState
{
    public static CommunityState Read(DataFolder folder, IReadOnlyList<TestAccount> people)
    {
        var numbers = people.Index().ToDictionary(one => one.Item.Account.Value, one => one.Index);

        return new(
            folder.Rows("select author, text, id from posts where boost_of is null", row => new StoredPost(numbers[row.GetInt64(0)], row.GetString(1), row.GetInt64(2))),
            new HashSet<Relation>(
            [
                .. Relations(OperationKind.Follow, "select follower, followed from follows"),
                .. Relations(OperationKind.Favourite, "select account, post from favourites"),
                .. Relations(OperationKind.Boost, "select author, boost_of from posts where boost_of is not null"),
            ]));

        List<Relation> Relations(OperationKind made, string sql) => folder.Rows(sql, row => new Relation(numbers[row.GetInt64(0)], made, $"{row.GetInt64(1)}"));
    }
}
