using Plaza.Data.Committing;
using Plaza.Data.Database;
using Plaza.Queries.Posts;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Resilience;

namespace Plaza.Tests.Architecture;

public sealed class DoorTests
{
    public static TheoryData<string> Doors => Solution.Doors;

    [Theory, MemberData(nameof(Doors))]
    public void A_door_knows_no_space_and_no_other_door(string door)
    {
        using var module = Solution.Read(door);

        Rules.KnownTo(module, "Plaza.Spaces", "Plaza.Contracts", "Plaza.Data", "Plaza.Queries", "Plaza.Http").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Doors))]
    public void A_door_writes_nothing(string door)
    {
        using var module = Solution.Read(door);

        Rules.WritesOf(module).ShouldBeEmpty();
    }

    [Fact]
    public void Violations_of_these_rules_are_named()
    {
        using var knowing = ViolatingAssembly.Assembly("Api", module => module.Refer("Plaza.Posts"));
        using var writing = ViolatingAssembly.Assembly("Api", module => module.Touch(typeof(Committer)));
        using var reading = ViolatingAssembly.Assembly("Api", module => module.Touch(typeof(PlazaDbContext)));
        using var noting = ViolatingAssembly.Assembly("Api", module => module.Touch(typeof(IJournal)));
        using var replaying = ViolatingAssembly.Assembly("Api", module => module.Touch(typeof(DeadLetterQueue)));
        using var moving = ViolatingAssembly.Assembly("Api", module => module.Touch(typeof(IDeliveryStore)));
        using var viewing = ViolatingAssembly.Assembly("Api", module => module.Touch(typeof(PostQueries)));

        Rules.KnownTo(knowing, "Plaza.Spaces", "Plaza.Contracts", "Plaza.Data", "Plaza.Queries", "Plaza.Http").ShouldBe(["Plaza.Posts"]);
        Rules.WritesOf(writing).ShouldBe(["Plaza.Data.Committing.Committer"]);
        Rules.WritesOf(reading).ShouldBe(["Plaza.Data.Database.PlazaDbContext"]);
        Rules.WritesOf(noting).ShouldBe(["Plaza.Spaces.Journal.IJournal"]);
        Rules.WritesOf(replaying).ShouldBe(["Plaza.Spaces.Resilience.DeadLetterQueue"]);
        Rules.WritesOf(moving).ShouldBe(["Plaza.Spaces.Durable.IDeliveryStore"]);
        Rules.WritesOf(viewing).ShouldBeEmpty();
    }
}
